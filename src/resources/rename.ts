import {
  type Address,
  alternativeNamesOf,
  followsLink,
  type Item,
  type Link,
  type Route,
  type Value,
} from '../model/index.ts';
import { REFERENCES } from '../model/language/references.ts';
import { addresses } from './address/address.ts';
import { linkOf } from './address/terms.ts';
import { limitOf } from './of-machine.ts';
import { ROOMS } from './rooms.ts';
import { encapLinksOf, linksOf } from './route/paths.ts';
import { lose, lostKey, ofMachineMaps, onLinkMaps, type World } from './world.ts';

/** Renames a link in the world, with everything that refers to it; only rules keep the old name. */
export function renameLink(world: World, from: string, to: string): void {
  const link = world.links.get(from);
  if (link === undefined) return;
  world.links.delete(from);
  world.links.set(to, { ...link, name: to, attributes: attributesAs(link, to).attributes });
  for (const other of [...world.links.values()]) {
    const renamed = withReferences(other, from, to);
    if (renamed !== other) world.links.set(other.name, renamed);
  }
  let nth = 0;
  for (const [key, address] of world.addresses.where(linkOf, from)) {
    if (address.family === 4) nth += 1;
    const moved = { ...address, link: to, ...label(address, to, nth) };
    world.addresses.delete(key);
    world.addresses.set(addresses.key(moved), moved);
  }
  for (const map of onLinkMaps(world)) {
    for (const [key, item] of map.where(linkOf, from)) {
      if (staysBehind(item)) continue;
      if (item.type === 'client') {
        // It was started with the old name, and has to be restarted.
        lose(world, map, key, `${from} becomes ${to}`);
        continue;
      }
      const moved = { ...item, link: to };
      map.delete(key);
      map.set(ROOMS[item.type].key(moved), moved);
    }
  }
  for (const map of ofMachineMaps(world)) {
    for (const [key, item] of map.where(limitOf, from)) {
      const moved = { ...item, link: to };
      map.delete(key);
      map.set(ROOMS[item.type].key(moved), moved);
    }
  }
  for (const [key, entry] of [...world.fdb]) {
    if (entry.out !== from) continue;
    const moved = { ...entry, out: to };
    world.fdb.delete(key);
    world.fdb.set(ROOMS.fdb.key(moved), moved);
  }
  for (const [key, entry] of [...world.mdb]) {
    if (entry.bridge === from) world.mdb.set(key, { ...entry, bridge: to });
  }
  for (const [key, route] of world.routes.where(linksOf, from)) {
    world.routes.set(key, onRenamed(route, from, to));
  }
  for (const [key, route] of world.routes.where(encapLinksOf, from))
    world.routes.set(key, onRenamed(route, from, to));
  world.nexthopObjects = world.nexthopObjects?.map((one) => (one.link === from ? { ...one, link: to } : one));
  renameLost(world, from, to);
}

/** Lost objects of the link are restored under its new name. */
function renameLost(world: World, from: string, to: string): void {
  for (const [entry, { item, key, reason }] of [...world.lost]) {
    const moved = onRenamedLink(item, from, to);
    if (moved === item) continue;
    const newKey = item.type === 'route' ? key : ROOMS[moved.type].key(moved);
    world.lost.delete(entry);
    world.lost.set(lostKey(moved.type, newKey), { item: moved, key: newKey, reason });
  }
}

function onRenamedLink(item: Item, from: string, to: string): Item {
  const renamed = (name: string): string => (name === from ? to : name);
  switch (item.type) {
    case 'link':
    case 'rule':
    case 'client':
      return item;
    case 'route':
      return [...linksOf(item), ...encapLinksOf(item)].includes(from) ? onRenamed(item, from, to) : item;
    case 'fdb':
      return item.link === from || item.out === from
        ? { ...item, link: item.link === from ? to : item.link, out: item.out === from ? to : item.out }
        : item;
    case 'mdb':
      return item.link === from || item.bridge === from
        ? { ...item, link: renamed(item.link), bridge: renamed(item.bridge) }
        : item;
    default:
      return item.link === from && !staysBehind(item) ? { ...item, link: to } : item;
  }
}

/** Name servers in a file keep the old name. */
const staysBehind = (item: Item): boolean => item.type === 'resolver' && !followsLink(item);

/** A name cannot be an alternative name as well: renaming removes it from those. */
function attributesAs(link: Link, name: string): Pick<Link, 'attributes'> {
  const names = alternativeNamesOf(link);
  if (!names.includes(name)) return link;
  const left = names.filter((other) => other !== name);
  return { attributes: { ...link.attributes, 'alternative-names': left } };
}

function withReferences(link: Link, from: string, to: string): Link {
  if (![...REFERENCES].some((name) => names(link.attributes[name], from))) return link;
  const renamed = Object.entries(link.attributes).map(([name, value]) => [
    name,
    REFERENCES.has(name) ? mapNames(value, (other) => (other === from ? to : other)) : value,
  ]);
  return { ...link, attributes: Object.fromEntries(renamed) };
}

const names = (value: Value | undefined, name: string): boolean =>
  Array.isArray(value) ? value.some((item: Value) => names(item, name)) : value === name;

/** The value of an attribute that refers to links, with each name replaced. */
export function mapNames(value: Value, nameOf: (name: string) => string): Value {
  if (typeof value === 'string') return nameOf(value);
  return Array.isArray(value) ? value.map((item) => mapNames(item, nameOf)) : value;
}

/**
 * inetdev_changename: the first label becomes the new name; later ones keep what follows a colon, or get their number.
 */
function label(address: Address, name: string, nth: number): Pick<Address, 'label'> {
  if (address.label === undefined) return {};
  if (nth === 1) return { label: name };
  const colon = address.label.indexOf(':');
  return { label: name + (colon < 0 ? `:${nth}` : address.label.slice(colon)) };
}

function onRenamed(route: Route, from: string, to: string): Route {
  return {
    ...route,
    ...(route.link === from && { link: to }),
    ...(route.nexthops !== undefined && {
      nexthops: route.nexthops.map((hop) => (hop.link === from ? { ...hop, link: to } : hop)),
    }),
    ...(route.encapLinks !== undefined && {
      encapLinks: route.encapLinks.map((name) => (name === from ? to : name)),
    }),
  };
}
