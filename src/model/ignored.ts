import { globMatcher } from './glob.ts';
import { covers, parseIp, parseIpPrefix } from './ip.ts';
import type { Condition, Ignore, Pattern } from './policy.ts';
import { ITEM_TYPES, type Item, type ItemOf, type ItemType, LISTS } from './snapshot.ts';

/** Returns the pattern by which an object is ignored; undefined if it is not ignored. */
export type IgnoredBy = (item: Item) => Pattern | undefined;

type Member = string | number | null | undefined;
/** Reads one value, or several of which one must match. */
type Reader<T extends Item> = (item: T) => Member | readonly Member[];

/** The members of objects that patterns can refer to, by their names in the configuration. */
const IGNORABLE: { readonly [T in ItemType]: Readonly<Record<string, Reader<ItemOf[T]>>> } = {
  link: {
    name: (link) => link.name,
    kind: (link) => link.kind,
    master: (link) => memberOf(link.attributes['master']),
  },
  address: {
    address: (a) => a.address,
    link: (a) => a.link,
    label: (a) => a.label,
    protocol: (a) => a.protocol,
  },
  neighbor: {
    to: (n) => n.to,
    link: (n) => n.link,
    macaddress: (n) => n.macaddress,
    protocol: (n) => n.protocol,
  },
  fdb: {
    macaddress: (entry) => entry.macaddress,
    link: (entry) => entry.link,
    via: (entry) => entry.via,
  },
  mdb: {
    group: (entry) => entry.group,
    link: (entry) => entry.link,
    bridge: (entry) => entry.bridge,
  },
  // These are ignored together with their link.
  fou: { link: (port) => port.link },
  label: { link: (label) => label.link },
  resolver: { link: (r) => r.link },
  client: { link: (c) => c.link },
  route: {
    to: (r) => r.to,
    via: (r) => [r.via, ...(r.nexthops ?? []).map((hop) => hop.via)],
    link: (r) => [r.link, ...(r.nexthops ?? []).map((hop) => hop.link)],
    table: (r) => r.table,
    metric: (r) => r.metric,
    type: (r) => r.kind,
    protocol: (r) => r.protocol,
  },
  rule: {
    priority: (r) => r.priority,
    from: (r) => r.from,
    to: (r) => r.to,
    table: (r) => r.table,
    mark: (r) => r.mark,
    iif: (r) => r.iif,
    oif: (r) => r.oif,
    protocol: (r) => r.protocol,
  },
};

const memberOf = (value: unknown): Member =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

type Test = (item: Item) => boolean;

/**
 * Makes a test for ignored objects: an object is ignored by a pattern of its own, or together with a link that it is on
 * or refers to.
 */
export function ignoredBy(ignore: Ignore | undefined, linkOf: (name: string) => Item | undefined): IgnoredBy {
  if (ignore === undefined) return () => undefined;
  const tests = new Map<ItemType, readonly (readonly [Pattern, Test])[]>(
    ITEM_TYPES.map((type) => [type, (ignore[LISTS[type]] ?? []).map((p) => [p, testOf(type, p)] as const)]),
  );
  const own: IgnoredBy = (item) => tests.get(item.type)?.find(([, test]) => test(item))?.[0];
  const hasLinks = (tests.get('link') ?? []).length > 0;
  return (item) => {
    const pattern = own(item);
    if (pattern !== undefined || !hasLinks || item.type === 'link') return pattern;
    for (const name of linksOf(item)) {
      const link = linkOf(name);
      const by = link === undefined ? undefined : own(link);
      if (by !== undefined) return by;
    }
    return undefined;
  };
}

function linksOf(item: Exclude<Item, { type: 'link' }>): string[] {
  if (item.type === 'rule') return [item.iif, item.oif].flatMap((name) => name ?? []);
  if (item.type !== 'route') return item.link === null ? [] : [item.link];
  return [item.link, ...(item.nexthops ?? []).map((hop) => hop.link)].flatMap((name) => name ?? []);
}

function testOf(type: ItemType, { conditions }: Pattern): Test {
  // Safe: the readers are those for the type of the items.
  const readers = IGNORABLE[type] as Readonly<Record<string, Reader<Item>>>;
  const tests = Object.entries(conditions).map(([member, condition]): Test => {
    const fits = fitting(condition);
    const reader = readers[member];
    return (item) => {
      const value = reader?.(item);
      return isList(value) ? value.some(fits) : fits(value);
    };
  });
  return (item) => tests.every((test) => test(item));
}

const isList = (value: Member | readonly Member[]): value is readonly Member[] => Array.isArray(value);

function fitting(condition: Condition): (value: Member) => boolean {
  if ('glob' in condition) {
    const matches = globMatcher(condition.glob);
    return (value) => typeof value === 'string' && matches(value);
  }
  if ('within' in condition) return within(condition.within);
  if ('among' in condition) return (value) => value != null && condition.among.includes(value);
  return (value) => typeof value === 'number' && condition.least <= value && value <= condition.most;
}

function within(network: string): (value: Member) => boolean {
  const outer = parseIpPrefix(network);
  if (typeof outer === 'string') return () => false;
  return (value) => {
    if (typeof value !== 'string') return false;
    const ip = parseIp(value);
    if (ip !== undefined) return ip.family === outer.ip.family && covers(outer.ip, outer.prefix, ip);
    const inner = parseIpPrefix(value);
    if (typeof inner === 'string' || inner.ip.family !== outer.ip.family) return false;
    return inner.prefix >= outer.prefix && covers(outer.ip, outer.prefix, inner.ip);
  };
}
