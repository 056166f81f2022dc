import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { OutputStream } from './host.ts';

/** The major number of /dev/null and the like. */
const MEMORY_DEVICES = 1;

/**
 * Writes to an open file synchronously, as Node's own streams do on Linux, but without loading them, which takes a
 * tenth of a small run. If something cannot be written at once, the stream takes over: a slow reader must not hold up a
 * change of the network.
 */
export function fileOutput(fd: number, open: () => OutputStream): OutputStream {
  const listeners: ((error: Error) => void)[] = [];
  let target: number | undefined;
  let stream: OutputStream | undefined;
  return {
    get isTTY() {
      return isTerminal(fd);
    },
    on(_event, listener) {
      listeners.push(listener);
      stream?.on('error', listener);
    },
    write(text, done) {
      if (stream === undefined) {
        target ??= writableAtOnce(fd);
        const rest = target === undefined ? text : writeNow(target, text);
        if (rest === undefined || rest instanceof Error) return done(rest);
        stream = open();
        for (const listener of listeners) stream.on('error', listener);
        return stream.write(rest, done);
      }
      return stream.write(text, done);
    },
  };
}

/** Only character devices can be terminals; /dev/null is known not to be one. */
function isTerminal(fd: number): boolean {
  const found = fstatSync(fd);
  return found.isCharacterDevice() && found.rdev >> 8 !== MEMORY_DEVICES && isatty(fd);
}

/** A descriptor for writing to the file without waiting for a reader; undefined for sockets, and if there is none. */
function writableAtOnce(fd: number): number | undefined {
  const found = fstatSync(fd);
  if (found.isFile() || found.isCharacterDevice()) return fd;
  if (!found.isFIFO()) return undefined;
  try {
    // Opened again, as the flag belongs to the open file, which other processes share.
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

/**
 * Returns what could not be written now, or the error if nothing can be written; undefined if everything was written.
 */
function writeNow(fd: number, text: string | Uint8Array): Uint8Array | Error | undefined {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return error.code === 'EAGAIN' ? bytes.subarray(written) : error;
  }
}
