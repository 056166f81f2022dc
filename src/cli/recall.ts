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
 * The output of an earlier run with the same words that had nothing to do, if everything that it depended on is
 * unchanged: all of it is looked at again, under the lock. If anything differs or fails, it returns undefined, and a
 * full run is needed.
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

/** Not through a symbolic link, nor from a pipe, on which the reader would wait forever. */
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

/** The word after an option; of several the last one counts. Other spellings of the option lead to a full run. */
function wordBehind(words: readonly string[], option: string): string | undefined {
  const at = words.lastIndexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
