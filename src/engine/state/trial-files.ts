import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular } from '../../inputs/files.ts';
import { errorCode } from '../../model/error-code.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { bootId } from './clock.ts';
import { writeWhole } from './state-file.ts';
import { type EndedTrial, isEndedTrial, isTrial, type Trial, type TrialState } from './trial.ts';

/** The files about the trial of one network namespace, in its state directory. */
export interface TrialFiles {
  /**
   * The pending trial; undefined if there is none of this boot.
   * @throws NlapplyError if the file cannot be read
   */
  pending(): Trial | undefined;
  begin(trial: Trial): void;
  /** Ends the trial: writes how it ended, if the disk has room, and removes its file. */
  end(trial: Trial, state: TrialState, complete: boolean): EndedTrial;
  /** How the last trial of this boot ended. */
  lastEnded(): EndedTrial | undefined;
  /** Whether this trial has been ended. Missing files do not count as an end: emptying the directory does not confirm a trial. */
  isOver(trial: Pick<Trial, 'checkpoint'>): boolean;
}

export function trialFiles(directory: string): TrialFiles {
  const current = join(directory, 'trial.json');
  const last = join(directory, 'trial.last.json');
  return {
    pending: () => ofThisBoot(read(current, isTrial)),
    begin: (trial) => {
      // `last` is to tell only about the end of the trial that begins now.
      rmSync(last, { recursive: true, force: true });
      writeWhole(current, trial);
    },
    end({ boot_id, checkpoint }, state, complete) {
      const time = new Date().toISOString();
      const ended: EndedTrial = { format_version: 1, boot_id, checkpoint, state, complete, time };
      try {
        writeWhole(last, ended);
      } catch {
        // A full disk must not keep a trial from ending: a rename needs no room.
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
    // The end is not recorded then.
  }
}

/** Whether it is the record of an end, or the trial itself, renamed because the disk was full. */
const isEnd = (value: unknown): value is EndedTrial | Trial => isEndedTrial(value) || isTrial(value);

/** The content of the file; undefined if there is none, or it has another form. (nlapply writes it as a whole or not at all.) */
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

/** Whether the trial has been ended; false if the files cannot be read. */
export function isOver(trial: Trial, files: TrialFiles): boolean {
  try {
    return files.isOver(trial);
  } catch {
    return false;
  }
}
