import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { spoil } from '../inputs/recording.ts';
import { reason } from './read-bytes.ts';

/** Longer than any key; a longer file is something else. */
const LONGEST = 4096;
const READABLE_BY_ALL = 0o004;

export interface SecretFile {
  /** Its contents without surrounding blanks. */
  readonly text: string;
  /** Whether everybody on the machine may read it. */
  readonly open: boolean;
}

/**
 * Reads a file that contains only a secret; returns the reason if it cannot be read. Pipes are refused, since reading
 * one could block.
 */
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
