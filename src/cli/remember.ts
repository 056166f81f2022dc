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

/** The state that a run uses. */
export interface Where {
  readonly stateDir: string;
  readonly netns?: string;
}

/** A run that notes what it looks at. */
export interface Memory {
  /**
   * Keeps the notes for the next run, which may find everything unchanged: nothing had to be done, and `said` was
   * printed.
   */
  keep(where: Where, circumstances: Circumstances, said: string): void;
  /** Ends the recording. */
  end(): void;
}

/** Whether there has been a run before, which made the state directory of the namespace. */
export function hasRun({ stateDir, netns }: Where): boolean {
  try {
    return existsSync(stateDirectory(stateDir, netns));
  } catch {
    return false;
  }
}

/** Starts to note everything that is looked at. */
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

/** Notes the id of this boot: what an earlier boot looked at does not apply any more. */
function tryToLook(path: string): void {
  try {
    look('content', path);
  } catch {
    // A missing file is noted as well.
  }
}

/** What has to be looked at again, with the parts of answers that may differ; undefined if it must not be kept. */
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

/** Words before a secret. Most files have none, so that large ones need not be searched line by line. */
const BEFORE_SECRET = /(?:private|shared|pin|password|keys?)["']?\s*:/;

function isSecret(one: Note): boolean {
  if (one.note !== 'look' || !Buffer.isBuffer(one.outcome)) return false;
  const text = one.outcome.toString();
  return BEFORE_SECRET.test(text) && text.split('\n').some((line) => maskSecrets(line) !== line);
}

/** Writes the file under the lock, like everything in that directory. If that fails, the next run is a full run. */
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
