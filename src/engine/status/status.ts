import {
  type Declaration,
  type Declared,
  ITEM_TYPES,
  type Item,
  itemsOf,
  LISTS,
  type ObjectStatus,
  placeText,
  type Snapshot,
  type Status,
} from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { identity } from '../identity.ts';
import { recordOwnership } from '../ownership.ts';
import type { Foreseen } from '../plan.ts';
import type { StateRecord } from '../record.ts';
import { ROOMS } from '../rooms.ts';
import { attributesOf, changed, netChanges } from './attributes.ts';
import { type Groups, grouped } from './groups.ts';

/** What a status is made of. */
export interface Compared extends Foreseen {
  readonly declaration: Declaration;
  readonly snapshot: Snapshot;
  readonly record: StateRecord;
}

/**
 * How the declared objects are, told by the plan: an object is as declared when the plan leaves it so. What a step takes
 * away in passing and another one brings back is no drift of its own.
 * @param foreign whether what is neither declared nor ours is listed as well
 */
export function statusOf(compared: Compared, foreign: boolean): Status {
  const { plan, target, snapshot } = compared;
  const live = new Map(itemsOf(snapshot).map((item) => [identity(item), item]));
  const groups = grouped(plan.steps);
  const faults = new Set(
    plan.problems.flatMap(({ severity, source }) =>
      severity === 'error' && source !== null ? [placeText(source)] : [],
    ),
  );
  const all: readonly Wanted<Item>[] = ITEM_TYPES.flatMap(
    (type): readonly Wanted<Item>[] => target[LISTS[type]],
  );
  const known = new Set<string>();
  const declared = all.map((wanted) => {
    const item = ROOMS[wanted.item.type].normal(wanted.item);
    const now = live.get(nowIdentity(item, compared));
    if (now !== undefined) known.add(identity(now));
    return declaredStatus({ ...wanted, item }, now, groups, faults);
  });
  return {
    objects: [
      ...declared,
      ...withoutDevice(compared, faults),
      ...leftOver(groups, live),
      ...(foreign ? foreigners(compared, known) : []),
    ],
    problems: plan.problems,
    inSync: plan.steps.length === 0 && plan.problems.every(({ severity }) => severity !== 'error'),
  };
}

/** Of a link that is to be renamed, by the name that it has. */
function nowIdentity(item: Item, { target }: Compared): string {
  const current = item.type === 'link' ? target.renames.get(item.name) : undefined;
  return identity(current === undefined || item.type !== 'link' ? item : { ...item, name: current });
}

const describe = (item: Item): Pick<ObjectStatus, 'kind' | 'key' | 'name'> => {
  const room = ROOMS[item.type];
  return { kind: item.type, key: room.key(item), name: room.name(item) };
};

function declaredStatus(
  wanted: Wanted<Item>,
  live: Item | undefined,
  groups: Groups,
  faults: ReadonlySet<string>,
): ObjectStatus {
  const { item, source, places } = wanted;
  const steps = groups.take(item, source);
  const net = netChanges(steps, live);
  const faulty = [source, ...Object.values(places)].some(
    (place) => place !== null && faults.has(placeText(place)),
  );
  const planned = steps.at(-1)?.after ?? undefined;
  const state = ((): ObjectStatus['state'] => {
    if (steps.length === 0) {
      // A rule without a priority of its own is any that the planner took for it.
      const there = live !== undefined || item.type === 'rule';
      if (there) return faulty ? 'drifted' : 'in-sync';
      return faulty ? 'missing' : 'absent';
    }
    if (live === undefined && steps[0]?.before === null) return 'missing';
    return net.length > 0 || faulty ? 'drifted' : 'in-sync';
  })();
  const attributes = attributesOf(wanted, state === 'missing' || state === 'absent' ? undefined : live, net);
  return { state, ...describe(planned ?? item), attributes, source };
}

/** Declared on devices, or as devices, that no link answers to. */
function withoutDevice({ declaration, target }: Compared, faults: ReadonlySet<string>): ObjectStatus[] {
  const found = new Set(target.links.map(({ source }) => source));
  const devices = declaration.links.filter(({ source }) => !found.has(source));
  const stateOf = new Map(
    devices.map(({ id, source }) => [id, faults.has(placeText(source)) ? 'missing' : 'absent'] as const),
  );
  const nothing = { attributes: [] };
  const links = devices.map(({ id, link, source }): ObjectStatus => {
    return { state: stateOf.get(id) ?? 'missing', ...describe({ ...link, name: id }), ...nothing, source };
  });
  const items = ITEM_TYPES.flatMap((type): readonly Declared<Item>[] =>
    type === 'link' ? [] : declaration[LISTS[type]],
  );
  return [
    ...links,
    ...items.flatMap(({ item, on, source }): ObjectStatus[] => {
      const state = stateOf.get(on);
      // Rules, and routes that lead nowhere, stand on no device.
      if (state === undefined || item.type === 'rule' || (item.type === 'route' && item.link == null))
        return [];
      return [{ state, ...describe(ROOMS[item.type].normal(item)), ...nothing, source }];
    }),
  ];
}

/** What the plan takes away, or back, though nobody declares it. */
function leftOver(groups: Groups, live: ReadonlyMap<string, Item>): ObjectStatus[] {
  return groups.rest().flatMap((steps): ObjectStatus[] => {
    const before = steps[0]?.before ?? undefined;
    const after = steps.at(-1)?.after ?? undefined;
    const now = before === undefined ? undefined : (live.get(identity(before)) ?? before);
    if (now === undefined) return [];
    const state = 'left-over';
    if (after === undefined) return [{ state, ...describe(now), attributes: [], source: null }];
    const net = netChanges(steps, now);
    return net.length === 0 ? [] : [{ state, ...describe(now), attributes: net.map(changed), source: null }];
  });
}

function foreigners({ snapshot, record }: Compared, known: ReadonlySet<string>): ObjectStatus[] {
  const ownership = recordOwnership(record);
  return itemsOf(snapshot).flatMap((item): ObjectStatus[] => {
    if (known.has(identity(item)) || ROOMS[item.type].automatic(item) || ownership.owns(item)) return [];
    return [{ state: 'foreign', ...describe(item), attributes: [], source: null }];
  });
}
