import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWholeText } from '../resources/whole-file.ts';
import { errorCode } from './error-code.ts';

/** Reads a file that must be one: neither a link to somewhere else nor a pipe, whose reader would wait for ever. */
export function readRegular(path: string): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(fd).isFile()) throw new TypeError(`${path} is no regular file`);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** Whole or not at all: a crash leaves the old file. */
export const writeWhole = (path: string, content: object): void =>
  writeWholeText(path, JSON.stringify(content));

/** Like mkdir -p, for this user only. Node's own `recursive` never returns where nothing can be made (below /proc). */
export function makeDirectory(path: string, aboveIsThere = false): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || aboveIsThere || dirname(path) === path) throw error;
    makeDirectory(dirname(path));
    makeDirectory(path, true);
  }
}
