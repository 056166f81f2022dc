import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKS } from '../inputs/looks.ts';
import { isAllTheSame } from '../inputs/replay.ts';
import { type Circumstances, decodeTranscript, type Source, TRANSCRIPT } from '../inputs/transcript.ts';
import { loadAddon } from '../netlink/addon.ts';
import { namespaceFile } from '../netlink/connection/namespace-path.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Host } from './host.ts';
import { STATE_DIR } from './options.ts';

/**
 * What an earlier run of these words printed that had nothing to do, where all that it went by is as it was then: it is asked for anew,
 * under the lock. Whatever differs, or cannot be had, is a reason to go the whole way: undefined.
 */
export function recall(words: readonly string[], host: Host): string | undefined {
  try {
    return recalled(words, host);
  } catch {
    return undefined;
  }
}

function recalled(words: readonly string[], host: Host): string | undefined {
  const stateDir = wordBehind(words, '--state-dir') ?? String(STATE_DIR.fallback);
  const [, inode] = LOOKS.identity(namespaceFile(wordBehind(words, '--netns')))
    .toString()
    .split(' ');
  const directory = join(stateDir, `net-${inode}`);
  const fd = openSync(join(directory, TRANSCRIPT), READ_ONLY);
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) return undefined;
    const file: Source = {
      size: found.size,
      read: (room, length, from) => readSync(fd, room, 0, length, from),
    };
    return saidBy(file, join(directory, 'lock'), circumstancesOf(words, host));
  } finally {
    closeSync(fd);
  }
}

/** Neither a link to somewhere else nor a pipe, whose reader would wait for ever. */
const READ_ONLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function saidBy(file: Source, lockFile: string, circumstances: Circumstances): string | undefined {
  const transcript = decodeTranscript(file, circumstances);
  if (transcript === undefined) return undefined;
  const addon = loadAddon();
  const lock = addon.lockFile(lockFile);
  try {
    return isAllTheSame(transcript.entries, file, addon) ? transcript.said : undefined;
  } finally {
    addon.unlockFile(lock);
  }
}

/** What stands behind an option; the last of several counts. Who writes it otherwise goes the whole way. */
function wordBehind(words: readonly string[], option: string): string | undefined {
  const at = words.lastIndexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
