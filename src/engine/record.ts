import {
  type Item,
  type ItemOf,
  type ItemType,
  LISTS,
  type ListOf,
  ON_LINK,
  type Route,
  type Step,
  sameValue,
  stepsBesideRuns,
} from '../model/index.ts';
import { OUR_PROTOCOL } from '../resources/mark.ts';
import type { Endpoints } from './endpoints.ts';
import { identity } from './identity.ts';
import { type DeclaredAttributes, type LinkRecord, prune, recordLink } from './link-record.ts';
import { ROOMS } from './rooms.ts';

/**
 * Types of which the record lists what we made, by key: the kernel may not keep our mark (addresses before 5.18, entries
 * of a forwarding database), and what stands on links is not looked at unless somebody knows of any. Keys begin with
 * the link's name and a space.
 */
export const LISTED = ['address', ...ON_LINK] as const satisfies readonly ItemType[];
export type ListedType = (typeof LISTED)[number];

const LISTED_TYPES: ReadonlySet<ItemType> = new Set(LISTED);
export const isListed = (item: Item): item is ItemOf[ListedType] => LISTED_TYPES.has(item.type);

/** Keys of what we made, by type. */
type Keys = { readonly [T in ListedType as ListOf<T>]: readonly string[] };

/** The record of what is ours in one network namespace; lives in the state directory, gone at reboot like what it describes. */
export interface StateRecord extends Keys {
  readonly format_version: 1;
  readonly links: Readonly<Record<string, LinkRecord>>;
  /** Addresses, routes and the like of others that we changed, as they were, by identity. */
  readonly replaced: Readonly<Record<string, Item>>;
  /** Where peers of WireGuard devices were told to begin. */
  readonly endpoints?: Endpoints;
  /**
   * Our IPv4 routes, all of them, where there are few beside very many of others: the kernel would go through all of these to find
   * them by their mark. Only what is known to the last is kept.
   */
  readonly routes?: readonly Route[];
  /** Which links declared NICs were when they were last found. */
  readonly devices?: Devices;
}

/** Links, by the id of the device that they were. */
export type Devices = Readonly<Record<string, readonly DeviceLink[]>>;

/** A link when it was last seen. A later one may get its index, but hardly its name or address as well. */
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
  resolvers: [],
  clients: [],
  replaced: {},
};

/** Whether two records say the same: what nothing happened to is the same object in both. */
export function sameRecord(a: StateRecord, b: StateRecord): boolean {
  return (
    sameMembers(a.links, b.links) &&
    sameMembers(a.replaced, b.replaced) &&
    LISTED.every((type) => sameValue(a[LISTS[type]], b[LISTS[type]])) &&
    JSON.stringify(a.endpoints) === JSON.stringify(b.endpoints) &&
    JSON.stringify(a.routes) === JSON.stringify(b.routes) &&
    JSON.stringify(a.devices) === JSON.stringify(b.devices)
  );
}

function sameMembers(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The record after these steps were carried out; without `declared` nothing is forgotten yet. */
export function nextRecord(
  record: StateRecord,
  steps: readonly Step[],
  declared?: DeclaredAttributes,
): StateRecord {
  if (steps.length === 0) return declared === undefined ? record : pruned(record, declared);
  const links = new Map(Object.entries(record.links));
  const kept = new Map(LISTED.map((type) => [type as ItemType, new Set(record[LISTS[type]])]));
  const replaced = new Map(Object.entries(record.replaced));
  // The kernel keeps our mark on routes: of those that are made there is nothing to say, and which there are is no longer known.
  stepsBesideRuns(steps).forEach((step) => {
    if (step.before?.type === 'link') {
      for (const keys of kept.values()) followLink(keys, step.before.name, step);
    }
    if (step.kind === 'link') recordLink(links, step);
    const keys = kept.get(step.kind);
    recordReplaced(replaced, step, keys);
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

/** The record without what is no longer declared; entries that stay as they are are the same objects. */
function pruned(record: StateRecord, declared: DeclaredAttributes): StateRecord {
  const links = Object.entries(record.links).flatMap(([name, entry]) =>
    prune(name, entry, declared.get(name)),
  );
  return { ...record, links: Object.fromEntries(links) };
}

/** The record with these endpoints; a member only where there are any. */
export function withEndpoints({ endpoints: _, ...record }: StateRecord, endpoints: Endpoints): StateRecord {
  return Object.keys(endpoints).length === 0 ? record : { ...record, endpoints };
}

/** More than so many are no longer few. */
const FEW = 1024;

/** The record with our routes; without a list where there is none. */
export function withRoutes(
  { routes: _, ...record }: StateRecord,
  routes: readonly Route[] | undefined,
): StateRecord {
  return routes === undefined || routes.length > FEW ? record : { ...record, routes };
}

/** The record with these links of devices; a member only where there are any. */
export function withDevices({ devices: _, ...record }: StateRecord, devices: Devices): StateRecord {
  return Object.keys(devices).length === 0 ? record : { ...record, devices };
}

/** A list for each type that has one. */
export const listed = (keysOf: (type: ListedType) => readonly string[]): Keys => ({
  addresses: keysOf('address'),
  neighbors: keysOf('neighbor'),
  fdb: keysOf('fdb'),
  resolvers: keysOf('resolver'),
  clients: keysOf('client'),
});

/** What we make carries our mark in the plan, whether the kernel keeps it or not. */
function recordKey(keys: Set<string>, { kind, before, after }: Step): void {
  if (before !== null) keys.delete(ROOMS[kind].key(before));
  if (after !== null && ROOMS[kind].marked(after)) keys.add(ROOMS[kind].key(after));
}

/** What stands on a link goes with it, and gets its new name. */
function followLink(kept: Set<string>, link: string, { action, after }: Step): void {
  const name = action === 'change' && after?.type === 'link' ? after.name : undefined;
  if (name === link) return;
  for (const key of [...kept]) {
    if (!key.startsWith(`${link} `)) continue;
    kept.delete(key);
    if (name !== undefined) kept.add(name + key.slice(link.length));
  }
}

/** What is about to become ours, beside what is: true of a run that dies at any moment. */
export function intendedRecord(record: StateRecord, steps: readonly Step[]): StateRecord {
  const next = nextRecord(record, steps);
  return {
    format_version: 1,
    links: { ...record.links, ...next.links },
    ...listed((type) => [...new Set([...record[LISTS[type]], ...next[LISTS[type]]])]),
    replaced: { ...record.replaced, ...next.replaced },
    ...(record.endpoints !== undefined && { endpoints: record.endpoints }),
    ...(record.devices !== undefined && { devices: record.devices }),
  };
}

/** Somebody else's object that a step of the configuration's changes; forgotten when it is as before, or gone. */
function recordReplaced(
  replaced: Map<string, Item>,
  step: Step,
  ours: ReadonlySet<string> | undefined,
): void {
  const { before } = step;
  if (before === null || before.type === 'link' || before.type === 'rule') return;
  const key = identity(before);
  if (step.source === null || step.after === null) {
    replaced.delete(key);
    return;
  }
  const isOurs = before.protocol === OUR_PROTOCOL || ours?.has(ROOMS[before.type].key(before)) === true;
  const was = isOurs ? replaced.get(key) : before;
  // Entries of forwarding databases move to another port.
  const keyNow = identity(step.after);
  if (keyNow !== key) replaced.delete(key);
  if (was !== undefined && !replaced.has(keyNow)) replaced.set(keyNow, was);
}
