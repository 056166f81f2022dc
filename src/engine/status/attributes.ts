import { type AttributeStatus, type Change, type Item, type Step, sameValue } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';

/** The net changes of an object by its steps: an attribute that is removed and set again in between is not among them. */
export function netChanges(steps: readonly Step[], live: Item | undefined): readonly Change[] {
  const last = steps.at(-1)?.after ?? undefined;
  if (last === undefined) return [];
  const remade = live !== undefined && steps.some(({ action }) => action === 'create');
  if (remade) {
    return ROOMS[live.type]
      .differences(last, live)
      .map(({ attribute, before, after }) => ({ attribute, before, after }));
  }
  const net = new Map<string, Change>();
  for (const change of steps.flatMap(({ changes }) => changes)) {
    const first = net.get(change.attribute);
    net.set(change.attribute, first === undefined ? change : { ...change, before: first.before });
  }
  return [...net.values()].filter(({ before = null, after = null }) => !sameValue(before, after));
}

/** The status of an attribute that differs from its declared value. */
export const changed = ({ attribute, before, after, source }: Change): AttributeStatus => ({
  attribute,
  state: 'drifted',
  ...(after !== undefined && { wanted: after }),
  ...(before !== undefined && { found: before }),
  ...(source !== undefined && { source }),
});

/**
 * The status of each attribute of a declared object. `live`: the live object that corresponds to it, if any; `net`: its net
 * changes.
 */
export function attributesOf(
  { item, places }: Wanted<Item>,
  live: Item | undefined,
  net: readonly Change[],
): readonly AttributeStatus[] {
  const drifted = new Map(net.map((change) => [change.attribute, change]));
  if (item.type !== 'link') return live === undefined ? [] : net.map(changed);
  const there = live?.type === 'link' ? live.attributes : undefined;
  const declared = Object.entries(item.attributes).map(([attribute, wanted]): AttributeStatus => {
    const source = places[attribute];
    const change = drifted.get(attribute);
    drifted.delete(attribute);
    if (there !== undefined && change !== undefined) return changed(change);
    const found = there?.[attribute];
    return {
      attribute,
      state: there === undefined ? 'missing' : 'in-sync',
      wanted,
      ...(found !== undefined && { found }),
      ...(source !== undefined && { source }),
    };
  });
  // Changes of what is not declared here: the name, or attributes that an earlier configuration set.
  return there === undefined ? declared : [...declared, ...[...drifted.values()].map(changed)];
}
