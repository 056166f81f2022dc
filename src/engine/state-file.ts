import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWholeText } from '../resources/whole-file.ts';
import { errorCode } from './error-code.ts';

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
