import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { spoil } from '../inputs/recording.ts';
import { reason } from './read-bytes.ts';

/** More than any key has; what is longer is something else. */
const LONGEST = 4096;
const READABLE_BY_ALL = 0o004;

export interface SecretFile {
  /** Its content without the blanks around. */
  readonly text: string;
  /** Everybody on the machine may read it. */
  readonly open: boolean;
}

/** A file that holds nothing but a secret, or why it cannot be read. A pipe would keep the reader waiting: it is refused. */
export function readSecretFile(path: string): SecretFile | string {
  spoil('a secret');
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(fd);
    if (!stat.isFile()) return stat.isDirectory() ? 'it is a directory' : 'it is not a regular file';
    const bytes = new Uint8Array(LONGEST + 1);
    const length = readSync(fd, bytes, 0, bytes.length, 0);
    if (length > LONGEST) return `it is longer than ${LONGEST} bytes`;
    const text = new TextDecoder().decode(bytes.subarray(0, length)).trim();
    return { text, open: (stat.mode & READABLE_BY_ALL) !== 0 };
  } catch (cause) {
    return reason(cause);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
