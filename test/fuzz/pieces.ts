import { Buffer } from 'node:buffer';

/** Makes a text of about a size. */
export type Make = (size: number) => Buffer;

export const text = (...parts: readonly (string | Buffer)[]): Buffer => Buffer.from(parts.join(''));

export function repeated(piece: string): Make {
  return (size) => Buffer.from(piece.repeat(size / Buffer.byteLength(piece)));
}

/** Pieces, as many as fit; their lengths may differ. */
export function filled(size: number, piece: (i: number) => string): string {
  const pieces: string[] = [];
  for (let i = 0, left = size; ; i += 1) {
    const next = piece(i);
    left -= next.length;
    if (left < 0) return pieces.join('');
    pieces.push(next);
  }
}

/** An IPv4 address of its own for each number. */
export const ipv4 = (i: number): string => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

export const mac = (i: number): string =>
  `02:00${[24, 16, 8, 0].map((bits) => `:${((i >> bits) & 255).toString(16).padStart(2, '0')}`).join('')}`;
