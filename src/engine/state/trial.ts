import { isMapping } from '../../model/mapping.ts';
import type { ProcessIdentity } from '../../resources/process.ts';
import { uptime } from './clock.ts';

/** An apply that is rolled back automatically unless it is confirmed in time. */
export interface Trial {
  readonly format_version: 1;
  readonly boot_id: string;
  /** The id of the checkpoint to roll back to. */
  readonly checkpoint: string;
  /** When it is rolled back: seconds since boot. */
  readonly deadline: number;
  /** Seconds from its start until `deadline`. */
  readonly timeout: number;
  /** The process that the user started the trial with. */
  readonly front: ProcessIdentity;
}

/**
 * How a trial ended: confirmed, rolled back on demand or because of a failure, or rolled back because it was not confirmed in
 * time.
 */
export type TrialState = 'confirmed' | 'rolled-back' | 'timed-out';

/** A trial that is over. */
export interface EndedTrial {
  readonly format_version: 1;
  readonly boot_id: string;
  readonly checkpoint: string;
  readonly state: TrialState;
  /** Whether a rollback was complete; false for a confirmed trial. */
  readonly complete: boolean;
  /** When it ended (ISO 8601). */
  readonly time: string;
}

/** Seconds until the deadline, at least 0. */
export const secondsLeft = ({ deadline }: Pick<Trial, 'deadline'>): number =>
  Math.max(0, deadline - uptime());

export function isTrial(value: unknown): value is Trial {
  if (!isMapping(value) || !isMapping(value['front'])) return false;
  const { pid, start } = value['front'];
  return (
    value['format_version'] === 1 &&
    typeof value['boot_id'] === 'string' &&
    typeof value['checkpoint'] === 'string' &&
    Number.isFinite(value['deadline']) &&
    Number.isFinite(value['timeout']) &&
    Number.isInteger(pid) &&
    Number(pid) > 1 &&
    typeof start === 'string'
  );
}

const STATES: readonly unknown[] = ['confirmed', 'rolled-back', 'timed-out'] satisfies TrialState[];

export const isEndedTrial = (value: unknown): value is EndedTrial =>
  isMapping(value) &&
  value['format_version'] === 1 &&
  typeof value['boot_id'] === 'string' &&
  typeof value['checkpoint'] === 'string' &&
  STATES.includes(value['state']) &&
  typeof value['complete'] === 'boolean' &&
  typeof value['time'] === 'string';
