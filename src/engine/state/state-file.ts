import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../model/error-code.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { writeWholeParts } from '../../resources/whole-file.ts';
import { jsonParts } from './long-json.ts';

/** Writes a file as a whole: after a crash, the old file is still there. */
export const writeWhole = (path: string, content: object): void =>
  writeWholeParts(path, inPieces(jsonParts(content)));

/** The number of characters to write at once. */
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

/** The largest size that fs.readFileSync can read. */
const LARGEST = 2 ** 31 - 1;

function tooLarge(): NlapplyError {
  const hint = 'change less at a time';
  return new NlapplyError('ERR_STATE_SIZE', EXIT.failed, 'the way back would take more than 2 GiB', { hint });
}

/** Like mkdir -p, with access for this user only. The option `recursive` of Node never returns below /proc, where nothing can be created. */
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
