import {
  type Declaration,
  type Declared,
  ITEM_TYPES,
  type Item,
  itemsOf,
  LISTS,
  type ObjectStatus,
  placeText,
  type Rule,
  type Snapshot,
  type Status,
} from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { worldOf } from '../../resources/world.ts';
import { ignoredIn } from '../checks/leave-ignored.ts';
import { identity } from '../objects/identity.ts';
import { findRules } from '../on-links/plannings.ts';
import type { Foreseen } from '../plan/plan.ts';
import { recordOwnership } from '../record/ownership.ts';
import type { StateRecord } from '../record/record.ts';
import { attributesOf, changed, netChanges } from './attributes.ts';
import { type Groups, grouped } from './groups.ts';

/** What the status is computed from. */
export interface Compared extends Foreseen {
  readonly declaration: Declaration;
  readonly snapshot: Snapshot;
  readonly record: StateRecord;
}

/**
 * The status of the declared objects, computed from the plan: an object is in sync if the plan does not change it. What a step
 * removes and a later one restores is no drift.
 * @param foreign whether objects of others are listed as well
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
  const ruleOf = liveRules(compared);
  const known = new Set<Item>();
  const declared = all.map((wanted) => {
    const item = ROOMS[wanted.item.type].normal(wanted.item);
    const now = wanted.item.type === 'rule' ? ruleOf(wanted.item) : live.get(nowIdentity(item, compared));
    if (now !== undefined) known.add(now);
    return declaredStatus({ ...wanted, item }, now, groups, faults);
  });
  const left = leftOver(groups, live);
  return {
    objects: [
      ...declared,
      ...withoutDevice(compared, faults),
      ...left,
      ...(foreign ? othersObjects(compared, known, left) : []),
    ],
    problems: plan.problems,
    inSync: plan.steps.length === 0 && plan.problems.every(({ severity }) => severity !== 'error'),
  };
}

/** The identity of the live object for a wanted one; a link that is to be renamed has its current name. */
function nowIdentity(item: Item, { target }: Compared): string {
  const current = item.type === 'link' ? target.renames.get(item.name) : undefined;
  return identity(current === undefined || item.type !== 'link' ? item : { ...item, name: current });
}

/** Finds the live rule that corresponds to a declared one: its priority can differ, and several rules can have the same key. */
function liveRules({ target, snapshot }: Compared): (wanted: Rule) => Rule | undefined {
  const { rules } = worldOf(snapshot);
  const find = findRules(
    rules,
    target.rules.map(({ item }) => item),
  );
  return (wanted) => rules.get(find(wanted) ?? '');
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
      if (live !== undefined) return faulty ? 'drifted' : 'in-sync';
      return faulty ? 'missing' : 'absent';
    }
    if (live === undefined && steps[0]?.before === null) return 'missing';
    return net.length > 0 || faulty ? 'drifted' : 'in-sync';
  })();
  const attributes = attributesOf(wanted, state === 'missing' || state === 'absent' ? undefined : live, net);
  return { state, ...describe(planned ?? (live?.type === 'rule' ? live : item)), attributes, source };
}

/** The status of declared devices for which there is no link, and of the objects declared on them. */
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
      const paths = item.type === 'route' ? item.nexthops : undefined;
      // One path is enough for a route.
      if (paths?.some(({ link }) => !stateOf.has(link)) === true) return [];
      const state = stateOf.get(paths?.[0]?.link ?? on);
      // Rules, and routes without a link (blackhole etc.), do not depend on a device.
      if (state === undefined || item.type === 'rule') return [];
      if (item.type === 'route' && item.link == null && paths === undefined) return [];
      return [{ state, ...describe(ROOMS[item.type].normal(item)), ...nothing, source }];
    }),
  ];
}

/** The status of undeclared objects that the plan removes, or whose earlier attributes it restores. */
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

/** The status of objects of others: ignored ones, with the place of the pattern that matches them, and foreign ones. */
function othersObjects(
  { declaration, snapshot, record }: Compared,
  declared: ReadonlySet<Item>,
  left: readonly ObjectStatus[],
): ObjectStatus[] {
  const ownership = recordOwnership(record);
  const ignored = ignoredIn(declaration, snapshot);
  const planned = new Set(left.map(({ kind, key }) => `${kind} ${key}`));
  return itemsOf(snapshot).flatMap((item): ObjectStatus[] => {
    if (declared.has(item) || ROOMS[item.type].automatic(item)) return [];
    const common = { ...describe(item), attributes: [] };
    const pattern = ignored(item);
    if (pattern !== undefined) return [{ state: 'ignored', ...common, source: pattern.source }];
    if (planned.has(identity(item)) || ownership.owns(item)) return [];
    return [{ state: 'foreign', ...common, source: null }];
  });
}
