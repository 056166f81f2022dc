import {
  ITEM_TYPES,
  type Item,
  type ItemOf,
  type ItemType,
  LISTS,
  type Link,
  type ListOf,
  type NameService,
  type NexthopObject,
  OF_MACHINE,
  type OfMachine,
  ON_LINK,
  type OnLink,
  type Snapshot,
} from '../model/index.ts';
import { IndexedMap } from './indexed-map.ts';
import type { Room } from './room.ts';
import { ROOMS } from './rooms.ts';
import { withLivePaths, withoutPassingDeath } from './route/live-paths.ts';

/** A foreign or declared object that a planned step destroys as a side effect, with the reason. */
export interface Lost<T extends Item = Item> {
  readonly item: T;
  /** Its key in the world. */
  readonly key: string;
  readonly reason: string;
}

/** An object of the machine whose link goes, with the reason. */
export interface Orphan {
  readonly item: OfMachine;
  readonly reason: string;
}

/** Objects of each type by their keys. */
type Maps = { readonly [T in ItemType as ListOf<T>]: IndexedMap<ItemOf[T]> };

/**
 * The machine as it will be after the steps planned so far. The planner starts with a snapshot and applies the effects
 * of every step, so that what the kernel removes as a side effect is found missing and restored in the same run.
 */
export interface World extends Maps {
  /** By type and key. An object that is restored is taken out. */
  readonly lost: Map<string, Lost>;
  /** Ends of pairs that are created along with their peer, with the reason: their own steps create nothing. */
  readonly born: Map<string, string>;
  /** Objects that are limited to a link which goes: in the kernel they would stay, for an index that no link has. */
  readonly orphans: Orphan[];
  /** Where name servers are put, as it was observed. */
  readonly nameService?: NameService;
  /** Nexthop objects used by routes, as they were observed. */
  nexthopObjects?: readonly NexthopObject[] | undefined;
  /**
   * Bridges that were given an MTU, or will be by a planned step: their MTU does not follow their ports any more
   * (br_change_mtu).
   */
  readonly mtuSet: Set<string>;
  /** Bridges that were not given one: they follow although their MTU is not the usual one. */
  readonly mtuFollows: Set<string>;
  /**
   * The MTU that bridges may get for which it cannot be seen whether they follow their ports, and that tunnels over
   * them may get.
   */
  readonly mtuDoubts: Map<string, number>;
  /** Remote ends of tunnels that are to have the MTU of a new one: it depends on the routes to these. */
  readonly mtuEnds: Set<string>;
  /** Bridges and bonds that were given a MAC address, which they keep whatever ports they have (NET_ADDR_SET). */
  readonly macSet: Set<string>;
  /**
   * VLANs that were down when their device got another MAC address: they take it over when they come up
   * (vlan_dev_open).
   */
  readonly macLate: Set<string>;
  /**
   * Bridges without ports that have a carrier, as each has from its creation until it looks for a port that works
   * (br_port_state_selection). Only those for which it matters.
   */
  readonly idleCarriers: Set<string>;
  /** The MTU that a port gets back from a bond or a team that it leaves; absent, or undefined: that is not known. */
  joinedWithMtu?: ((port: Link, master: unknown) => number | undefined) | undefined;
  /** Whether VLANs do not notice that their device goes down and up again in one request. */
  vlansFollowLater?: boolean;
}

export function worldOf(snapshot: Snapshot): World {
  const lists = { ...snapshot, routes: withoutPassingDeath(snapshot.routes, snapshot.links) };
  const maps = ITEM_TYPES.map((type) => [LISTS[type], byKey(ROOMS[type], lists[LISTS[type]] ?? [])]);
  // Safe: each map has the objects of the snapshot's list with the same name.
  const { nameService, nexthopObjects } = snapshot;
  return {
    ...(Object.fromEntries(maps) as Maps),
    ...{
      lost: new Map(),
      born: new Map(),
      orphans: [],
      mtuSet: new Set(),
      mtuFollows: new Set(),
      macSet: new Set(),
      mtuDoubts: new Map(),
      mtuEnds: new Set(),
      macLate: new Set(),
      idleCarriers: new Set(),
    },
    ...(nameService !== undefined && { nameService }),
    ...(nexthopObjects !== undefined && { nexthopObjects }),
  };
}

/** The state of a world as a snapshot; the inverse of {@link worldOf}. */
export function snapshotOf(world: World): Snapshot {
  const lists = ITEM_TYPES.map((type) => [LISTS[type], [...world[LISTS[type]].values()]]);
  const { nameService, nexthopObjects } = world;
  return {
    format_version: 1,
    ...(Object.fromEntries(lists) as Omit<Snapshot, 'format_version'>),
    ...(nameService !== undefined && { nameService }),
    ...(nexthopObjects !== undefined && { nexthopObjects }),
  };
}

/** The maps of objects that are on a link and depend on nothing else. */
export const onLinkMaps = (world: World): readonly IndexedMap<OnLink>[] =>
  ON_LINK.map((type) => world[LISTS[type]] as IndexedMap<OnLink>);

/** The maps of objects that belong to the machine. */
export const ofMachineMaps = (world: World): readonly IndexedMap<OfMachine>[] =>
  OF_MACHINE.map((type) => world[LISTS[type]] as IndexedMap<OfMachine>);

/**
 * Several routes can have the same key (append), and rules can differ only in their protocol: from the second on, a
 * number is added to the key.
 */
function byKey(room: Pick<Room<Item>, 'key'>, items: readonly Item[]): IndexedMap<Item> {
  const map = new IndexedMap<Item>();
  const counts = new Map<string, number>();
  // Not for…of, which makes an object for each item: there may be a million.
  items.forEach((item) => {
    const key = room.key(item);
    if (!map.has(key)) {
      map.set(key, item);
      return;
    }
    const count = (counts.get(key) ?? 1) + 1;
    counts.set(key, count);
    map.set(nthKey(key, count), item);
  });
  return map;
}

/** The key of the nth object among those with the same key. */
export const nthKey = (key: string, nth: number): string => (nth === 1 ? key : `${key}#${nth}`);

/** The keys that several objects have; mostly there are none. */
export function sharedKeys(map: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const shared = new Set<string>();
  const second = nthKey('', 2);
  map.forEach((_, key) => {
    if (key.endsWith(second)) shared.add(key.slice(0, -second.length));
  });
  return shared;
}

export const lostKey = (type: Item['type'], key: string): string => `${type} ${key}`;

/** Removes an object from the world as a side effect of something else. */
export function lose<T extends Item>(world: World, map: Map<string, T>, key: string, reason: string): void {
  const item = map.get(key);
  if (item === undefined) return;
  map.delete(key);
  remember(world, item, key, reason);
}

/** Notes a lost object. If a part of it was lost before, the whole object stays noted. */
export function remember(world: World, item: Item, key: string, reason: string): void {
  const entry = lostKey(item.type, key);
  if (!world.lost.has(entry))
    world.lost.set(entry, { item: item.type === 'route' ? withLivePaths(item) : item, key, reason });
}
