import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular } from '../../inputs/files.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { bootId } from '../clock.ts';
import { errorCode } from '../error-code.ts';
import { writeWhole } from '../state-file.ts';
import { type EndedTrial, isEndedTrial, isTrial, type Trial, type TrialState } from './trial.ts';

/** The trial of one network namespace, in the directory of its state. */
export interface TrialFiles {
  /** The trial that is pending; undefined when there is none of this boot. @throws NlapplyError when the file cannot be read */
  pending(): Trial | undefined;
  begin(trial: Trial): void;
  /** It is over: says how, if there is room to, and takes it away. */
  end(trial: Trial, state: TrialState, complete: boolean): EndedTrial;
  /** How the last trial of this boot ended. */
  lastEnded(): EndedTrial | undefined;
  /**
   * Whether somebody has ended this trial. Files that are gone end nothing: whoever empties the directory has not said that the
   * change shall stay.
   */
  isOver(trial: Pick<Trial, 'checkpoint'>): boolean;
}

export function trialFiles(directory: string): TrialFiles {
  const current = join(directory, 'trial.json');
  const last = join(directory, 'trial.last.json');
  return {
    pending: () => ofThisBoot(read(current, isTrial)),
    begin: (trial) => {
      // From now on it says that this one has ended.
      rmSync(last, { recursive: true, force: true });
      writeWhole(current, trial);
    },
    end({ boot_id, checkpoint }, state, complete) {
      const time = new Date().toISOString();
      const ended: EndedTrial = { format_version: 1, boot_id, checkpoint, state, complete, time };
      try {
        writeWhole(last, ended);
      } catch {
        // A disk that is full must not keep a trial from ending: another name needs no room.
        rename(current, last);
      }
      rmSync(current, { force: true });
      return ended;
    },
    lastEnded: () => ofThisBoot(read(last, isEndedTrial)),
    isOver({ checkpoint }) {
      const pending = read(current, isTrial);
      if (pending !== undefined) return pending.checkpoint !== checkpoint;
      return read(last, isEnd)?.checkpoint === checkpoint;
    },
  };
}

function rename(path: string, to: string): void {
  try {
    renameSync(path, to);
  } catch {
    // Then it just ends.
  }
}

/** How it ended, or only that it has. */
const isEnd = (value: unknown): value is EndedTrial | Trial => isEndedTrial(value) || isTrial(value);

/** What the file holds; one that holds something else says nothing: it is written whole or not at all. */
function read<T>(path: string, is: (value: unknown) => value is T): T | undefined {
  let text: string;
  try {
    text = readRegular(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const message = `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`;
    const hint = 'remove it, if it is not a file of nlapply';
    throw new NlapplyError('ERR_STATE_DIR', EXIT.failed, message, { cause: error, hint });
  }
  try {
    const value: unknown = JSON.parse(text);
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const ofThisBoot = <T extends { readonly boot_id: string }>(stored: T | undefined): T | undefined =>
  stored?.boot_id === bootId() ? stored : undefined;

/** A file that cannot be read does not say that the trial is over. */
export function isOver(trial: Trial, files: TrialFiles): boolean {
  try {
    return files.isOver(trial);
  } catch {
    return false;
  }
}
