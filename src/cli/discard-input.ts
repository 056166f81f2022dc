import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
const STDIN = 0;

/**
 * Discards what waits on standard input, so that a line sent before a question is not taken as its answer. Returns
 * whether an answer may come: not from a file, whose contents were there before the question.
 */
export function discardInput(): boolean {
  let fd: number | undefined;
  try {
    const kind = fstatSync(STDIN);
    if (kind.isFile()) return false;
    if (!kind.isFIFO() && !kind.isCharacterDevice()) return true;
    // Opened again, as the flag belongs to the open file, which other processes share.
    fd = openSync('/proc/self/fd/0', O_RDONLY | O_NONBLOCK | O_NOCTTY);
    const room = Buffer.alloc(4096);
    while (readSync(fd, room) > 0);
    return true;
  } catch {
    // EAGAIN: nothing waits any more. After other errors the input is simply read as it comes.
    return true;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
