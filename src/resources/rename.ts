import type { Address, Link, Route } from '../model/index.ts';
import { addresses } from './address/address.ts';
import { linkOf } from './address/terms.ts';
import { linksOf } from './route/paths.ts';
import type { World } from './world.ts';

/** Attributes of links that name another link. */
export const REFERENCES: ReadonlySet<string> = new Set(['master', 'link', 'veth.peer']);

/** Gives a link another name, and with it everything that names it; only rules go on naming the old one. */
export function renameLink(world: World, from: string, to: string): void {
  const link = world.links.get(from);
  if (link === undefined) return;
  world.links.delete(from);
  world.links.set(to, { ...link, name: to, ...factsAs(link, to) });
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
  for (const [key, route] of world.routes.where(linksOf, from)) {
    world.routes.set(key, onRenamed(route, from, to));
  }
}

/** A name cannot be an alternative one as well: the renaming takes it away from these. */
function factsAs({ facts }: Link, name: string): Pick<Link, 'facts'> {
  const { alternativeNames: names, ...others } = facts ?? {};
  if (names?.includes(name) !== true) return {};
  const left = names.filter((other) => other !== name);
  return { facts: left.length > 0 ? { ...others, alternativeNames: left } : others };
}

function withReferences(link: Link, from: string, to: string): Link {
  if (![...REFERENCES].some((name) => link.attributes[name] === from)) return link;
  const renamed = Object.entries(link.attributes).map(([name, value]) => [
    name,
    REFERENCES.has(name) && value === from ? to : value,
  ]);
  return { ...link, attributes: Object.fromEntries(renamed) };
}

/** inetdev_changename: the first label becomes the new name, later ones keep what follows a colon or get their number. */
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
  };
}
