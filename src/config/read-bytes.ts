import { Buffer, isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { isFile, modeOf, readContent } from '../inputs/files.ts';
import { LARGEST, TOO_LARGE } from '../inputs/looks.ts';
import { spoil } from '../inputs/recording.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** Most inputs are smaller than the first chunk. */
const FIRST_CHUNK = 16 * 1024;
const CHUNK = 1024 * 1024;

/**
 * The contents of a file, or a complaint if it cannot be read or is larger than 64 MiB. Pipes are read to their end.
 */
export function readBytes(file: string): Buffer | Diagnostic {
  try {
    return (isFile(modeOf(file)) ? readContent(file) : readStream(file)) ?? tooLarge(file);
  } catch (cause) {
    if (cause instanceof RangeError && 'code' in cause && cause.code === TOO_LARGE) return tooLarge(file);
    return complaint('unreadable', `cannot read ${file}: ${reason(cause)}`);
  }
}

const tooLarge = (file: string): Diagnostic =>
  complaint('too-large', `${file} is larger than ${LARGEST / 1024 / 1024} MiB`);

/** The contents of a pipe or device, which can be read only once; undefined if they are too large. */
function readStream(file: string): Buffer | undefined {
  spoil('what comes from a pipe');
  const fd = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; ; ) {
      const room = Buffer.allocUnsafe(size === 0 ? FIRST_CHUNK : CHUNK);
      const bytesRead = readSync(fd, room);
      if (bytesRead === 0) return Buffer.concat(chunks);
      size += bytesRead;
      if (size > LARGEST) return undefined;
      chunks.push(room.subarray(0, bytesRead));
    }
  } finally {
    closeSync(fd);
  }
}

/** Decodes bytes that must be UTF-8, without a byte order mark; otherwise returns a complaint. */
export function decode(file: string, bytes: Buffer): string | Diagnostic {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { ...complaint('not-utf8', `${file} is UTF-16, not UTF-8`), hint: 'save it as UTF-8' };
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    return complaint(
      'binary',
      `${file} is not a text file: it contains a NUL byte`,
      placeOf(file, bytes, nul),
    );
  if (isUtf8(bytes)) return bytes.toString('utf8').replace(/^\ufeff/, '');
  return complaint('not-utf8', `${file} is not UTF-8`, placeOf(file, bytes, firstForeign(bytes)));
}

/** The system's reason for an error, without the call and the path that Node adds. */
export function reason(cause: unknown): string {
  if (!(cause instanceof Error) || !('code' in cause)) return String(cause);
  return REASONS[String(cause.code)] ?? cause.message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  ENOTDIR: 'a part of the path is not a directory',
};

export function complaint(code: string, message: string, place?: Diagnostic['place']): Diagnostic {
  return { severity: 'error', code, message, ...(place === undefined ? {} : { place }) };
}

function placeOf(file: string, bytes: Buffer, offset: number): NonNullable<Diagnostic['place']> {
  const before = bytes.toString('latin1', 0, offset).split('\n');
  const line = bytes.toString('utf8', offset - (before.at(-1)?.length ?? 0), offset);
  return { file, line: before.length, column: [...line].length + 1 };
}

/** The offset of the first byte that is not part of a valid character. */
function firstForeign(bytes: Buffer): number {
  let good = 0;
  for (let bad = bytes.length; bad - good > 1; ) {
    const middle = (good + bad) >> 1;
    // A character that is cut off at the end is not an error here.
    if (isUtf8(bytes.subarray(0, characterStart(bytes, middle)))) good = middle;
    else bad = middle;
  }
  return characterStart(bytes, good);
}

function characterStart(bytes: Buffer, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
