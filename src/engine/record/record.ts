import {
  type Item,
  type ItemOf,
  type ItemType,
  LISTS,
  type Link,
  type ListOf,
  ON_DEMAND,
  type Route,
  type Step,
  sameValue,
  stepsBesideRuns,
} from '../../model/index.ts';
import { isLeased } from '../../resources/client/lease.ts';
import { OUR_PROTOCOL } from '../../resources/mark.ts';
import { ROOMS } from '../../resources/rooms.ts';
import type { Endpoints } from '../checks/endpoints.ts';
import { identity } from '../objects/identity.ts';
import { type DeclaredAttributes, type LinkRecord, prune, recordLink } from './link-record.ts';

/**
 * Types of objects whose keys the record lists. Their mark does not suffice: the kernel does not keep it (addresses before 5.18, FDB
 * and MDB entries), or objects of the type are only observed if they are known to exist. A key begins with the name of the link and a space; without a link, with an asterisk.
 */
export const LISTED = ['address', ...ON_DEMAND] as const satisfies readonly ItemType[];
export type ListedType = (typeof LISTED)[number];

const LISTED_TYPES: ReadonlySet<ItemType> = new Set(LISTED);
export const isListed = (item: Item): item is ItemOf[ListedType] => LISTED_TYPES.has(item.type);

/** Keys of the objects that nlapply made, by type. */
type Keys = { readonly [T in ListedType as ListOf<T>]: readonly string[] };

/** What nlapply owns in one network namespace. It is kept in the state directory, and is gone after a reboot like what it describes. */
export interface StateRecord extends Keys {
  readonly format_version: 1;
  readonly links: Readonly<Record<string, LinkRecord>>;
  /** Objects of others that nlapply changed, as they were before, by their identity. */
  readonly replaced: Readonly<Record<string, Item>>;
  /** The declared endpoints of the peers of WireGuard devices; a peer can move on from there. */
  readonly endpoints?: Endpoints;
  /**
   * All our IPv4 routes, if others have very many: the kernel would have to walk all routes to find ours by their mark. Only present
   * while it is certain to be complete.
   */
  readonly routes?: readonly Route[];
  /** The links that declared NICs were found to be, the last time they were found. */
  readonly devices?: Devices;
  /**
   * Objects of others that the run takes along and brings back. Only present until then: the next run brings back what
   * one that was cut short did not.
   */
  readonly owed?: readonly Exclude<Item, Link>[];
}

/** Links by the id of the declared device. */
export type Devices = Readonly<Record<string, readonly DeviceLink[]>>;

/** A link as it was last seen. Another link can get the same index later, but hardly the same name or MAC address as well. */
export interface DeviceLink {
  readonly index: number;
  readonly name: string;
  readonly macaddress?: string;
}

export const EMPTY_RECORD: StateRecord = {
  format_version: 1,
  links: {},
  addresses: [],
  neighbors: [],
  fdb: [],
  mdb: [],
  resolvers: [],
  clients: [],
  fouPorts: [],
  addressLabels: [],
  replaced: {},
};

/** Whether two records are equal. Parts that did not change are compared by identity. */
export function sameRecord(a: StateRecord, b: StateRecord): boolean {
  return (
    sameMembers(a.links, b.links) &&
    sameMembers(a.replaced, b.replaced) &&
    LISTED.every((type) => sameValue(a[LISTS[type]], b[LISTS[type]])) &&
    JSON.stringify(a.endpoints) === JSON.stringify(b.endpoints) &&
    JSON.stringify(a.routes) === JSON.stringify(b.routes) &&
    JSON.stringify(a.devices) === JSON.stringify(b.devices) &&
    a.owed === b.owed
  );
}

function sameMembers(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The record after these steps. With `declared`, attributes that are no longer declared are dropped from it. */
export function nextRecord(
  record: StateRecord,
  steps: readonly Step[],
  declared?: DeclaredAttributes,
): StateRecord {
  if (steps.length === 0) return declared === undefined ? record : pruned(record, declared);
  const links = new Map(Object.entries(record.links));
  const kept = new Map(LISTED.map((type) => [type as ItemType, new Set(record[LISTS[type]])]));
  const replaced = new Map(Object.entries(record.replaced));
  // The kernel keeps our mark on routes, so created ones need no entry. The list of all our routes is no longer complete.
  stepsBesideRuns(steps).forEach((step) => {
    if (step.before?.type === 'link') {
      for (const keys of kept.values()) followLink(keys, step.before.name, step);
    }
    if (step.kind === 'link') recordLink(links, step);
    const keys = kept.get(step.kind);
    if (!isLeased(step.before, kept.get('client'))) recordReplaced(replaced, step, keys);
    if (keys !== undefined) recordKey(keys, step);
  });
  const next: StateRecord = {
    format_version: 1,
    links: Object.fromEntries(links),
    ...listed((type) => [...(kept.get(type) ?? [])]),
    replaced: Object.fromEntries(replaced),
    ...(record.endpoints !== undefined && { endpoints: record.endpoints }),
    ...(record.devices !== undefined && { devices: record.devices }),
  };
  return declared === undefined ? next : pruned(next, declared);
}

/** The record without attributes that are no longer declared. Unchanged entries stay the same objects. */
function pruned(record: StateRecord, declared: DeclaredAttributes): StateRecord {
  const links = Object.entries(record.links).flatMap(([name, entry]) =>
    prune(name, entry, declared.get(name)),
  );
  return { ...record, links: Object.fromEntries(links) };
}

/** The record with these endpoints; without the member if there are none. */
export function withEndpoints({ endpoints: _, ...record }: StateRecord, endpoints: Endpoints): StateRecord {
  return Object.keys(endpoints).length === 0 ? record : { ...record, endpoints };
}

/** The most routes that a record lists. */
const FEW = 1024;

/** The record with the list of our routes, or without one. */
export function withRoutes(
  { routes: _, ...record }: StateRecord,
  routes: readonly Route[] | undefined,
): StateRecord {
  return routes === undefined || routes.length > FEW ? record : { ...record, routes };
}

/** The record with the links of declared NICs; without the member if there are none. */
export function withDevices({ devices: _, ...record }: StateRecord, devices: Devices): StateRecord {
  return Object.keys(devices).length === 0 ? record : { ...record, devices };
}

/** A list for each type that the record lists. */
export const listed = (keysOf: (type: ListedType) => readonly string[]): Keys => ({
  addresses: keysOf('address'),
  neighbors: keysOf('neighbor'),
  fdb: keysOf('fdb'),
  mdb: keysOf('mdb'),
  resolvers: keysOf('resolver'),
  clients: keysOf('client'),
  fouPorts: keysOf('fou'),
  addressLabels: keysOf('label'),
});

/** In a plan, everything that nlapply makes has its mark, whether the kernel keeps it or not. */
function recordKey(keys: Set<string>, { kind, before, after }: Step): void {
  if (before !== null) keys.delete(ROOMS[kind].key(before));
  if (after === null) return;
  if (ROOMS[kind].marked(after)) keys.add(ROOMS[kind].key(after));
  // What others had in the place of something of ours, which has gone with a link or an address.
  else keys.delete(ROOMS[kind].key(after));
}

/** The keys after changes of links: those of objects on deleted links go, and renames are followed. */
function followLink(kept: Set<string>, link: string, { action, after }: Step): void {
  const name = action === 'change' && after?.type === 'link' ? after.name : undefined;
  if (name === link) return;
  for (const key of [...kept]) {
    if (!key.startsWith(`${link} `)) continue;
    kept.delete(key);
    if (name !== undefined) kept.add(name + key.slice(link.length));
  }
}

/** The record before the first write: what is ours, and what the steps may make ours. It is right at whatever moment the run dies. */
export function intendedRecord(record: StateRecord, steps: readonly Step[]): StateRecord {
  const next = nextRecord(record, steps);
  const intended: StateRecord = {
    format_version: 1,
    links: { ...record.links, ...next.links },
    ...listed((type) => [...new Set([...record[LISTS[type]], ...next[LISTS[type]]])]),
    replaced: { ...record.replaced, ...next.replaced },
    ...(record.endpoints !== undefined && { endpoints: record.endpoints }),
    ...(record.devices !== undefined && { devices: record.devices }),
  };
  return withOwed(intended, owedBy(steps));
}

/** The objects of others that steps bring back. What was owed before the run is among them. */
export const owedBy = (steps: readonly Step[]): readonly Exclude<Item, Link>[] =>
  stepsBesideRuns(steps).flatMap(({ action, source, after }) =>
    action === 'create' && source === null && after !== null && isOthers(after) ? [after] : [],
  );

const isOthers = (item: Item): item is Exclude<Item, Link> =>
  item.type !== 'link' && !ROOMS[item.type].marked(item);

/** The record with what the run owes others; without the member if that is nothing. */
export const withOwed = (record: StateRecord, owed: readonly Exclude<Item, Link>[]): StateRecord =>
  owed.length === 0 ? record : { ...record, owed };

/** The record of a run that is over. */
export function withoutOwed({ owed: _, ...record }: StateRecord): StateRecord {
  return record;
}

/** Objects of others that steps change, as they were. An entry is dropped when its object is as before, or gone. */
function recordReplaced(
  replaced: Map<string, Item>,
  step: Step,
  ours: ReadonlySet<string> | undefined,
): void {
  const { before } = step;
  if (before === null && step.source === null && step.after !== null && isOthers(step.after))
    replaced.delete(identity(step.after));
  if (before === null || before.type === 'link' || before.type === 'rule') return;
  const key = identity(before);
  if (step.source === null || step.after === null) {
    replaced.delete(key);
    return;
  }
  const isOurs = before.protocol === OUR_PROTOCOL || ours?.has(ROOMS[before.type].key(before)) === true;
  const was = isOurs ? replaced.get(key) : before;
  // FDB entries move between ports.
  const keyNow = identity(step.after);
  if (keyNow !== key) replaced.delete(key);
  if (was !== undefined && !replaced.has(keyNow)) replaced.set(keyNow, was);
}
