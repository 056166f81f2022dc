import { type Item, type Place, placeText, type Step } from '../../model/index.ts';
import { ROOMS } from '../rooms.ts';

/** The steps of a plan by the object that they are about. */
export interface Groups {
  /** The steps about a declared object; they are not among the rest then. */
  take(item: Item, source: Place | null): readonly Step[];
  /** The steps about each of the other objects. */
  rest(): readonly (readonly Step[])[];
}

/** Sorts steps by object. A rule may get its priority, and so its key, from the planner: its place tells it then. */
export function grouped(steps: readonly Step[]): Groups {
  const groups = new Map<string, Step[]>();
  const places = new Map<string, string>();
  for (const step of steps) {
    const id = `${step.kind} ${step.key}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [step]);
    else known.push(step);
    if (step.kind === 'rule' && step.source !== null) places.set(placeText(step.source), id);
  }
  const left = new Set(groups.keys());
  return {
    take(item, source) {
      const own = `${item.type} ${ROOMS[item.type].key(item)}`;
      const placed = item.type === 'rule' && source !== null ? places.get(placeText(source)) : undefined;
      const id = placed ?? own;
      left.delete(id);
      return groups.get(id) ?? [];
    },
    rest: () => [...left].map((id) => groups.get(id) ?? []),
  };
}
