import type { Address, Item, Link, Route, Rule, Snapshot } from '../model/index.ts';
import { addresses } from './address/address.ts';
import { links } from './link/link.ts';
import type { Room } from './room.ts';
import { routes } from './route/route.ts';
import { rules } from './rule/rule.ts';

/** A foreign or declared object that a planned step destroys as a side effect, and which step that is. */
export interface Lost<T extends Item = Item> {
  readonly item: T;
  readonly reason: string;
}

/**
 * The machine as it will be after the steps planned so far. The planner starts it from a snapshot and lets every step
 * take its effect, so that what the kernel flushes behind our back is seen as missing and put back in the same run.
 */
export interface World {
  readonly links: Map<string, Link>;
  readonly addresses: Map<string, Address>;
  readonly routes: Map<string, Route>;
  readonly rules: Map<string, Rule>;
  /** By type and key; an object that comes back leaves it. */
  readonly lost: Map<string, Lost>;
  /** Veth ends that come into being with their peer's creation, and why they do: their own steps create nothing. */
  readonly born: Map<string, string>;
}

export function worldOf(snapshot: Snapshot): World {
  return {
    links: byKey(links, snapshot.links),
    addresses: byKey(addresses, snapshot.addresses),
    routes: byKey(routes, snapshot.routes),
    rules: byKey(rules, snapshot.rules),
    lost: new Map(),
    born: new Map(),
  };
}

/** The state a world stands for; the inverse of {@link worldOf}. */
export function snapshotOf(world: World): Snapshot {
  return {
    format_version: 1,
    links: [...world.links.values()],
    addresses: [...world.addresses.values()],
    routes: [...world.routes.values()],
    rules: [...world.rules.values()],
  };
}

/** IPv4 routes may be appended under one key, rules may differ in their protocol alone: later ones get a number. */
function byKey<T extends Item>(room: Room<T>, items: readonly T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    const key = room.key(item);
    if (!map.has(key)) map.set(key, item);
    else
      for (let n = 2; ; n++) {
        const numbered = `${key}#${n}`;
        if (map.has(numbered)) continue;
        map.set(numbered, item);
        break;
      }
  }
  return map;
}

export const lostKey = (type: Item['type'], key: string): string => `${type} ${key}`;

/** Takes an object out of the world as a side effect of something else. */
export function lose<T extends Item>(world: World, map: Map<string, T>, key: string, reason: string): void {
  const item = map.get(key);
  if (item === undefined) return;
  map.delete(key);
  world.lost.set(lostKey(item.type, key), { item, reason });
}

/** Gives a link another name, and with it everything that names it. */
export function renameLink(world: World, from: string, to: string): void {
  const link = world.links.get(from);
  if (link === undefined) return;
  world.links.delete(from);
  world.links.set(to, { ...link, name: to });
  for (const other of [...world.links.values()]) {
    const attributes = Object.entries(other.attributes);
    if (!attributes.some(([key, value]) => REFERENCES.has(key) && value === from)) continue;
    const renamed = attributes.map(([key, value]) => [
      key,
      REFERENCES.has(key) && value === from ? to : value,
    ]);
    world.links.set(other.name, { ...other, attributes: Object.fromEntries(renamed) });
  }
  for (const [key, address] of [...world.addresses]) {
    if (address.link !== from) continue;
    const moved = { ...address, link: to };
    world.addresses.delete(key);
    world.addresses.set(addresses.key(moved), moved);
  }
  for (const [key, route] of world.routes)
    if (route.link === from) world.routes.set(key, { ...route, link: to });
}

/** Attributes of links that name another link. */
export const REFERENCES: ReadonlySet<string> = new Set(['master', 'link', 'veth.peer']);
