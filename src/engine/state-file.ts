import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, NlapplyError } from '../model/index.ts';
import { writeWholeParts } from '../resources/whole-file.ts';
import { errorCode } from './error-code.ts';
import { jsonParts } from './long-json.ts';

/** Whole or not at all: a crash leaves the old file. */
export const writeWhole = (path: string, content: object): void =>
  writeWholeParts(path, inPieces(jsonParts(content)));

/** So many characters are written at once. */
const PIECE = 1 << 16;

function* inPieces(parts: Iterable<string>): Generator<string> {
  let length = 0;
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    length += piece.length;
    if (length > LARGEST) throw tooLarge();
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Of what is larger fs.readFileSync reads nothing. */
const LARGEST = 2 ** 31 - 1;

function tooLarge(): NlapplyError {
  const hint = 'change less at a time';
  return new NlapplyError('ERR_STATE_SIZE', EXIT.failed, 'the way back would take more than 2 GiB', { hint });
}

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
