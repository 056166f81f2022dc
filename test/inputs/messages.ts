import { Buffer } from 'node:buffer';

const align = (length: number): number => (length + 3) & ~3;

/** An attribute: its number, and bytes or attributes. */
export function attribute(id: number, ...content: readonly Buffer[]): Buffer {
  const payload = Buffer.concat(content);
  const bytes = Buffer.alloc(align(4 + payload.length));
  bytes.writeUInt16LE(4 + payload.length, 0);
  bytes.writeUInt16LE(id, 2);
  payload.copy(bytes, 4);
  return bytes;
}

/** A message: its type, what stands before the attributes, and these. */
export function message(
  type: number,
  flags: number,
  header: Buffer,
  ...attributes: readonly Buffer[]
): Buffer {
  const content = Buffer.concat([header, ...attributes]);
  const bytes = Buffer.alloc(16 + content.length);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeUInt16LE(flags, 6);
  content.copy(bytes, 16);
  return bytes;
}

export const text = (words: string): Buffer => Buffer.from(`${words}\0`);
