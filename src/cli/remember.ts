import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { maskSecrets } from '../config/mask-secrets.ts';
import { look } from '../inputs/look.ts';
import { recordedAddon } from '../inputs/recorded-addon.ts';
import { beginRecording, endRecording, type Note, type Recording } from '../inputs/recording.ts';
import { spansOf } from '../inputs/spans.ts';
import { type Circumstances, type Entry, encodeTranscript, TRANSCRIPT } from '../inputs/transcript.ts';
import { loadAddon, wrapAddon } from '../netlink/addon.ts';
import { stateDirectory } from '../resources/namespace.ts';
import { writeWholeParts } from '../resources/whole-file.ts';

/** Which state a run goes by. */
export interface Where {
  readonly stateDir: string;
  readonly netns?: string;
}

/** A run that takes note of what it looks at. */
export interface Memory {
  /** Nothing was to be done, and this was said: the next run may find all as it is. */
  keep(where: Where, circumstances: Circumstances, said: string): void;
  /** It is over. */
  end(): void;
}

/** Whether there has been a run before: it made the directory in which all is kept. */
export function hasRun({ stateDir, netns }: Where): boolean {
  try {
    return existsSync(stateDirectory(stateDir, netns));
  } catch {
    return false;
  }
}

/** From now on all that is looked at is noted. */
export function remember(): Memory {
  const recording = beginRecording();
  wrapAddon(recordedAddon);
  tryToLook('/proc/sys/kernel/random/boot_id');
  return {
    keep(where, circumstances, said) {
      endRecording(recording);
      const entries = recording.spoiled === undefined ? entriesOf(recording) : undefined;
      if (entries !== undefined) write(where, encodeTranscript({ circumstances, said, entries }));
    },
    end() {
      endRecording(recording);
      wrapAddon();
    },
  };
}

/** What another boot looked at is not there any more. */
function tryToLook(path: string): void {
  try {
    look('content', path);
  } catch {
    // That there is none is noted.
  }
}

/** What is to be asked again, and what of the answers ticks; undefined when nothing may be kept. */
export function entriesOf({ notes }: Recording): readonly Entry[] | undefined {
  const families = notes.flatMap((one) => (one.note === 'socket' ? [one.family] : []));
  const entries: Entry[] = [];
  for (const one of notes) {
    if (isSecret(one)) return undefined;
    if (one.note === 'ask') {
      const spans = spansOf(one.reply, families[one.socket] === 0);
      if (spans === undefined) return undefined;
      entries.push({ ...one, spans: Int32Array.from(spans) });
    } else entries.push(one);
  }
  return entries;
}

/** What stands before a secret begins with one of these letters: most files have none, and a large one is not gone through by line. */
const BEFORE_SECRET = /(?:private|shared|pin|password|keys?)["']?\s*:/;

function isSecret(one: Note): boolean {
  if (one.note !== 'look' || !Buffer.isBuffer(one.outcome)) return false;
  const text = one.outcome.toString();
  return BEFORE_SECRET.test(text) && text.split('\n').some((line) => maskSecrets(line) !== line);
}

/** Under the lock, as all that is written there; without room for it the next run goes the whole way. */
function write({ stateDir, netns }: Where, transcript: readonly Buffer[]): void {
  try {
    const directory = stateDirectory(stateDir, netns);
    if (!existsSync(directory)) return;
    const addon = loadAddon();
    const lock = addon.lockFile(join(directory, 'lock'));
    try {
      writeWholeParts(join(directory, TRANSCRIPT), transcript);
    } finally {
      addon.unlockFile(lock);
    }
  } catch {
    // Another run has the lock, or the disk is full.
  }
}
