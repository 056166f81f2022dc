import {
  ITEM_TYPES,
  type Item,
  type ItemOf,
  type ItemType,
  LISTS,
  type ListOf,
  type NameService,
  type NexthopObject,
  ON_LINK,
  type OnLink,
  type Snapshot,
} from '../model/index.ts';
import { IndexedMap } from './indexed-map.ts';
import type { Room } from './room.ts';
import { ROOMS } from './rooms.ts';

/** A foreign or declared object that a planned step destroys as a side effect, and which step that is. */
export interface Lost<T extends Item = Item> {
  readonly item: T;
  /** Its key in the world. */
  readonly key: string;
  readonly reason: string;
}

/** Objects of each type by their keys. */
type Maps = { readonly [T in ItemType as ListOf<T>]: IndexedMap<ItemOf[T]> };

/**
 * The machine as it will be after the steps planned so far. The planner starts it from a snapshot and lets every step
 * take its effect, so that what the kernel flushes behind our back is seen as missing and put back in the same run.
 */
export interface World extends Maps {
  /** By type and key; an object that comes back leaves it. */
  readonly lost: Map<string, Lost>;
  /** Veth ends that come into being with their peer's creation, and why they do: their own steps create nothing. */
  readonly born: Map<string, string>;
  /** Who holds the resolvers, as it was seen. */
  readonly nameService?: NameService;
  /** Nexthop objects that routes led by, as they were seen. */
  nexthopObjects?: readonly NexthopObject[] | undefined;
  /** Bridges that were given an MTU, or that a planned step gives one: from then on theirs no longer follows their ports' (br_change_mtu). */
  readonly mtuSet: Set<string>;
  /** Bridges that were not: they follow, though their MTU is not the usual one. */
  readonly mtuFollows: Set<string>;
  /** What the MTU of bridges may become, of which it does not show whether they follow their ports, and that of tunnels over these. */
  readonly mtuDoubts: Map<string, number>;
  /** Bridges and bonds that were given a MAC address, which they keep with whatever ports (NET_ADDR_SET). */
  readonly macSet: Set<string>;
  /** VLANs that were down when their device got another MAC address: they get it when they come up (vlan_dev_open). */
  readonly macLate: Set<string>;
  /** Whether a device that goes down and comes up in one request leaves the VLANs on it alone. */
  vlansFollowLater?: boolean;
}

export function worldOf(snapshot: Snapshot): World {
  const maps = ITEM_TYPES.map((type) => [LISTS[type], byKey(ROOMS[type], snapshot[LISTS[type]] ?? [])]);
  // Each map has what the list of its name in the snapshot had.
  const { nameService, nexthopObjects } = snapshot;
  return {
    ...(Object.fromEntries(maps) as Maps),
    ...{
      lost: new Map(),
      born: new Map(),
      mtuSet: new Set(),
      mtuFollows: new Set(),
      macSet: new Set(),
      mtuDoubts: new Map(),
      macLate: new Set(),
    },
    ...(nameService !== undefined && { nameService }),
    ...(nexthopObjects !== undefined && { nexthopObjects }),
  };
}

/** The state a world stands for; the inverse of {@link worldOf}. */
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

/** The maps of those that stand on a link and on nothing else. */
export const onLinkMaps = (world: World): readonly IndexedMap<OnLink>[] =>
  ON_LINK.map((type) => world[LISTS[type]] as IndexedMap<OnLink>);

/** Routes may be appended under one key, rules may differ in their protocol alone: later ones get a number. */
function byKey(room: Pick<Room<Item>, 'key'>, items: readonly Item[]): IndexedMap<Item> {
  const map = new IndexedMap<Item>();
  const counts = new Map<string, number>();
  // Not for…of, which makes an object for each: there may be a million.
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

/** The key of the nth object of those that share one. */
export const nthKey = (key: string, nth: number): string => (nth === 1 ? key : `${key}#${nth}`);

/** The keys that several objects share: mostly none. */
export function sharedKeys(map: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const shared = new Set<string>();
  const second = nthKey('', 2);
  map.forEach((_, key) => {
    if (key.endsWith(second)) shared.add(key.slice(0, -second.length));
  });
  return shared;
}

export const lostKey = (type: Item['type'], key: string): string => `${type} ${key}`;

/** Takes an object out of the world as a side effect of something else. */
export function lose<T extends Item>(world: World, map: Map<string, T>, key: string, reason: string): void {
  const item = map.get(key);
  if (item === undefined) return;
  map.delete(key);
  remember(world, item, key, reason);
}

/** Notes what is lost; what a step lost the rest of before stays noted whole. */
export function remember(world: World, item: Item, key: string, reason: string): void {
  const entry = lostKey(item.type, key);
  if (!world.lost.has(entry)) world.lost.set(entry, { item, key, reason });
}
