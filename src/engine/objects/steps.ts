import type { Action, Change, Item, Place, Step } from '../../model/index.ts';
import type { Mutable } from '../../resources/mutable.ts';
import type { Difference, Room, Wanted } from '../../resources/room.ts';

/** The step that creates a wanted object. */
export function createStep<T extends Item>(
  room: Room<T>,
  wanted: Wanted<T>,
  after: T,
  reason: string,
  notes: readonly string[] = NOTHING,
): Step {
  const { source, places } = wanted;
  return step('create', room, { before: null, after, changes: NOTHING, reason, source, places, notes });
}

/** The step with further notes. */
export const withNotes = (step: Step, notes: readonly string[]): Step =>
  notes.length === 0 ? step : { ...step, notes: [...step.notes, ...notes] };

export function removeStep<T extends Item>(
  room: Room<T>,
  before: T,
  reason: string,
  notes: readonly string[] = NOTHING,
): Step {
  return step('remove', room, { before, after: null, changes: NOTHING, reason, source: null, notes });
}

/** The step from a live object to the wanted one: a change in place, or a replacement if one attribute requires it. */
export function changeStep<T extends Item>(
  room: Room<T>,
  wanted: Wanted<T>,
  before: T,
  after: T,
  differences: readonly Difference[],
  reason: string,
): Step {
  const changes = differences.map((d) => toChange(d, wanted.places));
  const action = differences.some((d) => d.how === 'create') ? 'replace' : 'change';
  const { source, places } = wanted;
  return step(action, room, {
    ...{ before, after, changes, reason, source },
    ...(action === 'replace' && { places }),
  });
}

function toChange(
  { attribute, before, after, how }: Difference,
  places: Readonly<Record<string, Place>>,
): Change {
  const source = places[attribute];
  return {
    attribute,
    before,
    after,
    ...(source !== undefined && { source }),
    ...((how === 'down' || how === 'empty') && { down: true as const }),
    ...(how === 'create' && { forces: true as const }),
  };
}

interface StepParts<T extends Item> {
  readonly before: T | null;
  readonly after: T | null;
  readonly changes: readonly Change[];
  readonly reason: string;
  readonly source: Place | null;
  readonly places?: Readonly<Record<string, Place>>;
  readonly notes?: readonly string[];
}

/** A single literal with `places` assigned later, because there can be as many steps as routes. */
function step<T extends Item>(action: Action, room: Room<T>, parts: StepParts<T>): Step {
  const { before, after, places } = parts;
  const subject = after ?? before;
  const made: Mutable<Step> = {
    action,
    kind: room.type,
    key: subject === null ? '' : room.key(subject),
    name: subject === null ? '' : room.name(subject),
    notes: parts.notes ?? NOTHING,
    before,
    after,
    changes: parts.changes,
    reason: parts.reason,
    source: parts.source,
  };
  if (places !== undefined && !isEmpty(places)) made.places = places;
  return made;
}

const NOTHING: readonly never[] = [];

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
