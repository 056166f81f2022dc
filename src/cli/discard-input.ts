import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
const STDIN = 0;

/**
 * Reads away what waits on standard input, so that a line that was sent before a question is no answer to it. Returns whether an answer may
 * come: a file has said all there is to say before it was asked.
 */
export function discardInput(): boolean {
  let fd: number | undefined;
  try {
    const kind = fstatSync(STDIN);
    if (kind.isFile()) return false;
    if (!kind.isFIFO() && !kind.isCharacterDevice()) return true;
    // Opened anew: the flag is the open file's, which others share.
    fd = openSync('/proc/self/fd/0', O_RDONLY | O_NONBLOCK | O_NOCTTY);
    const room = Buffer.alloc(4096);
    while (readSync(fd, room) > 0);
    return true;
  } catch {
    // EAGAIN: nothing waits any more. Whatever else: what cannot be looked at can be read as it comes.
    return true;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
