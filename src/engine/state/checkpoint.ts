import { type Action, type Route, type Snapshot, type Step, stepsBesideRuns } from '../../model/index.ts';
import { isListOf, isMapping, isText } from '../../model/mapping.ts';
import { publicItem } from '../../model/secrets.ts';
import { isItem, isSnapshot } from '../../model/snapshot-shape.ts';
import { wholeSnapshot } from '../../resources/route/whole-snapshot.ts';
import type { StateRecord } from '../record/record.ts';
import { bootId, freshId } from './clock.ts';
import { areMade, type MadeRoutes, madeBy, routesMade } from './made-routes.ts';
import { isStoredRecord } from './record-shape.ts';

/** The parts of a step that the way back needs. */
type Taken = Pick<Step, 'action' | 'kind' | 'before' | 'after' | 'changes'>;

/** All that the way back from a run needs. It is on disk before the first change. */
export interface Checkpoint {
  readonly format_version: 1;
  readonly boot_id: string;
  /** Identifies the checkpoint. */
  readonly id: string;
  /** When the run began, in ISO 8601. */
  readonly time: string;
  /** Names of the files of the configuration. */
  readonly files: readonly string[];
  /** The live state before the run. */
  readonly before: Snapshot;
  /** The record before the run. */
  readonly record: StateRecord;
  /** The steps of the run so far. Any of them may have been carried out. */
  readonly steps: readonly Taken[];
  /** Routes that the run creates besides these steps; absent: none. */
  readonly made?: readonly MadeRoutes[];
}

/** A checkpoint for a run that begins now. */
export function newCheckpoint(before: Snapshot, record: StateRecord, files: readonly string[]): Checkpoint {
  return {
    format_version: 1,
    boot_id: bootId(),
    id: freshId(),
    time: new Date().toISOString(),
    files,
    before,
    record,
    steps: [],
  };
}

export function withSteps(checkpoint: Checkpoint, steps: readonly Step[]): Checkpoint {
  // The way back restores what was there before, and does not need the new secrets.
  const taken = stepsBesideRuns(steps).map(({ action, kind, before, after, changes }) => ({
    action,
    kind,
    before: before && publicItem(before),
    after: after && publicItem(after),
    changes:
      changes.length === 0
        ? changes
        : changes.map(({ attribute }) => ({ attribute, before: undefined, after: undefined })),
  }));
  const made = madeBy(steps);
  return {
    ...{ ...checkpoint, before: wholeSnapshot(checkpoint.before), steps: taken },
    ...(made.length > 0 && { made }),
  };
}

/** The steps of a checkpoint. What it does not keep of them is empty. */
export const stepsOf = ({ steps, made = [] }: Pick<Checkpoint, 'steps' | 'made'>): readonly Step[] => [
  ...steps.map((step) => ({ ...UNTOLD, ...step })),
  ...made.flatMap((routes) => routesMade(routes).map(making)),
];

const UNTOLD = { key: '', name: '', reason: '', source: null, notes: [] } as const;

const making = (after: Route): Step => ({
  ...{ ...UNTOLD, action: 'create', kind: 'route', before: null, after, changes: [] },
});

/** Whether parsed JSON is a checkpoint. Every member is checked, because objects are deleted and changed by what it says. */
export function isCheckpoint(value: unknown): value is Checkpoint {
  return (
    isMapping(value) &&
    value['format_version'] === 1 &&
    isText(value['boot_id']) &&
    isText(value['id']) &&
    isText(value['time']) &&
    isListOf(value['files'], isText) &&
    isMapping(value['record']) &&
    isStoredRecord({ boot_id: value['boot_id'], ...value['record'] }) &&
    isSnapshot(value['before']) &&
    isListOf(value['steps'], isTaken) &&
    areMade(value['made'] ?? [])
  );
}

const ACTIONS: readonly unknown[] = ['create', 'change', 'replace', 'remove'] satisfies readonly Action[];

const isTaken = (step: unknown): boolean =>
  isMapping(step) &&
  ACTIONS.includes(step['action']) &&
  [step['before'], step['after']].every((item) => item === null || isItem(item)) &&
  isListOf(step['changes'], (change) => isMapping(change) && isText(change['attribute']));
