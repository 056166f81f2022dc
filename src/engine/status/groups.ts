import { type Item, type Place, placeText, type Rule, type Step } from '../../model/index.ts';
import { ROOMS } from '../../resources/rooms.ts';

/** The steps of a plan, grouped by the object that they change. */
export interface Groups {
  /** Returns the steps of a declared object, and excludes them from `rest`. */
  take(item: Item, source: Place | null): readonly Step[];
  /** The steps of each object that has not been taken. */
  rest(): readonly (readonly Step[])[];
}

/** A rule for a device of several links stands for one for each. */
const placeOf = ({ iif = '', oif = '' }: Rule, source: Place): string => `${placeText(source)} ${iif} ${oif}`;

/**
 * Groups steps by object. The planner may choose the priority, and thereby the key, of a rule: a rule is also found by its place
 * in the configuration.
 */
export function grouped(steps: readonly Step[]): Groups {
  const groups = new Map<string, Step[]>();
  const places = new Map<string, string>();
  for (const step of steps) {
    const id = `${step.kind} ${step.key}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [step]);
    else known.push(step);
    const rule = step.after ?? step.before;
    if (rule?.type === 'rule' && step.source !== null) places.set(placeOf(rule, step.source), id);
  }
  const left = new Set(groups.keys());
  return {
    take(item, source) {
      const own = `${item.type} ${ROOMS[item.type].key(item)}`;
      const placed = item.type === 'rule' && source !== null ? places.get(placeOf(item, source)) : undefined;
      const id = placed ?? own;
      left.delete(id);
      return groups.get(id) ?? [];
    },
    rest: () => [...left].map((id) => groups.get(id) ?? []),
  };
}
