import assert from 'node:assert/strict';
import type { Namespace, Shown } from './namespace.ts';

/** A link as `ip -d link` shows it; fails the test when there is none of that name. */
export function linkOf(ns: Namespace, name: string): Shown {
  const [link] = ns.ip('link', 'show', 'dev', name);
  assert.ok(link, `there is no link ${name}`);
  return link;
}

/** What only links of its kind have: `linkinfo.info_data`. */
export const kindData = (ns: Namespace, name: string): Shown => kindDataOf(linkOf(ns, name));

export const kindDataOf = (link: Shown): Shown =>
  flagsAsBooleans(member(member(link, 'linkinfo'), 'info_data'));

/** For some of the flags that are set newer versions of iproute2 say null, older ones true. */
export const flagsAsBooleans = (data: Shown): Shown =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, value === null ? true : value]));

/** What a port has of its master: `linkinfo.info_slave_data`. */
export const portData = (ns: Namespace, name: string): Shown =>
  member(member(linkOf(ns, name), 'linkinfo'), 'info_slave_data');

/** Names of all links but the loopback, sorted. */
export const linkNames = (ns: Namespace): string[] =>
  ns
    .ip('link')
    .map((link) => String(link['ifname']))
    .filter((name) => name !== 'lo')
    .sort();

export const indexOf = (ns: Namespace, name: string): unknown => linkOf(ns, name)['ifindex'];

export const isUp = (ns: Namespace, name: string): boolean => {
  const { flags } = linkOf(ns, name);
  return Array.isArray(flags) && flags.includes('UP');
};

/** Addresses on a link in the kernel's order, without the kernel's own link-local ones. */
export function addressesOf(ns: Namespace, link: string): Shown[] {
  const [shown] = ns.ip('address', 'show', 'dev', link);
  const list: unknown = shown?.['addr_info'];
  assert.ok(Array.isArray(list));
  return list.filter(({ local }: Shown) => typeof local === 'string' && !local.startsWith('fe80:'));
}

/** The same as texts: `192.0.2.1/24`. */
export const addressTexts = (ns: Namespace, link: string): string[] =>
  addressesOf(ns, link).map((address) => `${address['local']}/${address['prefixlen']}`);

/** Routes of one family in one table, by default main. */
export const routesOf = (ns: Namespace, family: 4 | 6, table: string | number = 'main'): readonly Shown[] => {
  // Asked for one table, iproute2 keeps IPv6 routes of type local back.
  const all = ns.ip(`-${family}`, 'route', 'show', 'table', 'all');
  const wanted = TABLES[table] ?? String(table);
  return all.filter((route) => (route['table'] ?? 'main') === wanted);
};

const TABLES: Readonly<Record<string | number, string>> = { 254: 'main', 255: 'local' };

/** The only route with that destination. */
export function routeOf(ns: Namespace, to: string, table: string | number = 'main'): Shown {
  const family = to.includes(':') ? 6 : 4;
  const found = routesOf(ns, family, table).filter((route) => route['dst'] === to);
  assert.equal(found.length, 1, `routes to ${to} in table ${table}: ${JSON.stringify(found)}`);
  return found[0] ?? {};
}

/** Destinations of a table's routes, without the kernel's own. */
export const destinations = (ns: Namespace, family: 4 | 6, table: string | number = 'main'): string[] =>
  routesOf(ns, family, table)
    .filter((route) => route['protocol'] !== 'kernel')
    .map((route) => String(route['dst']));

/** Rules of one family but for the kernel's own three. */
export const rulesOf = (ns: Namespace, family: 4 | 6): Shown[] =>
  ns.ip(`-${family}`, 'rule').filter((rule) => rule['protocol'] !== 'kernel');

/** Asserts the members named in `expected`, whatever else is shown. */
export function assertShows(shown: Shown, expected: Shown): void {
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, shown[key]])), expected);
}

function member(shown: Shown, name: string): Shown {
  const value: unknown = shown[name];
  assert.ok(typeof value === 'object' && value !== null, `no ${name} in ${JSON.stringify(shown)}`);
  return value as Shown;
}
