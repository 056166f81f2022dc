import type { IgnoredBy } from '../../model/ignored.ts';
import type { Declaration, Item, Link, Policy, Route, Rule, Snapshot } from '../../model/index.ts';
import { itemsOf, LISTS } from '../../model/index.ts';
import { isLinkLocalText } from '../../model/ip.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { lowersOf } from '../../model/language/references.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { linksOf } from '../../resources/route/paths.ts';
import type { Ownership, Target } from '../target/target.ts';

/** The scope of the policy `strict`. */
interface Realm {
  /** Names of the declared links. */
  readonly links: ReadonlySet<string>;
  /** The main table, and the tables that the configuration names. */
  readonly tables: ReadonlySet<number>;
  /** Links that are needed by something declared or ignored. */
  readonly needed: ReadonlySet<string>;
}

/** Ownership with `policy` and `ignore` of the declaration: the former extends it, the latter limits it. */
export function underPolicy(
  ownership: Ownership,
  { policy = {}, ignore }: Declaration,
  target: Target,
  snapshot: Snapshot,
  ignored: IgnoredBy,
): Ownership {
  const isStrict = Object.values(policy).includes('strict');
  if (!isStrict && ignore === undefined) return ownership;
  const ignores = (item: Item): boolean => ignored(item) !== undefined;
  const realm = isStrict ? realmOf(target, snapshot, ignores) : undefined;
  const isUnwanted = (item: Item): boolean =>
    realm !== undefined && isPurged(item, policy, realm) && !ignores(item);
  const purges = (item: Item): boolean => isUnwanted(item) && !ownership.owns(item);
  return {
    owns: (item) => (ownership.owns(item) ? !ignores(item) : purges(item)),
    ...(ownership.madeWith !== undefined && { madeWith: ownership.madeWith }),
    ...(ownership.joinedWithMtu !== undefined && { joinedWithMtu: ownership.joinedWithMtu }),
    earlier: (link) => (ignores(link) ? {} : ownership.earlier(link)),
    replaced(item) {
      const was = ownership.replaced(item);
      // It belonged to others before.
      return was !== undefined && isUnwanted(was) ? undefined : was;
    },
    ignores,
    purges,
  };
}

function isPurged(item: Item, policy: Policy, realm: Realm): boolean {
  if (policy[LISTS[item.type]] !== 'strict' || ROOMS[item.type].automatic(item)) return false;
  switch (item.type) {
    case 'link':
      return isRemovable(item) && !realm.needed.has(item.name);
    case 'address':
      return realm.links.has(item.link) && !isLinkLocalText(item.address);
    case 'neighbor':
    case 'fdb':
    case 'mdb':
      return realm.links.has(item.link);
    case 'resolver':
      return false;
    case 'client':
      return false;
    case 'fou':
    case 'label':
      return false;
    case 'route':
      return !OF_THE_KERNEL.has(item.kind) && isInRealm(item, realm);
    case 'rule':
      return !isDefault(item);
  }
}

/** Whether a link can be removed: not a NIC, and no kind that nlapply does not know, which it could not restore. */
const isRemovable = ({ kind }: Link): boolean =>
  kind !== 'physical' && kind !== 'loopback' && KINDS.has(kind);

const OF_THE_KERNEL: ReadonlySet<Route['kind']> = new Set(['local', 'broadcast', 'multicast', 'anycast']);

/** Whether the route is in scope: it leads over a declared link, in whatever table, or it leads over no link and is in a table in scope. */
function isInRealm(route: Route, { links, tables }: Realm): boolean {
  const out = linksOf(route);
  return out.length === 0 ? tables.has(route.table) : out.every((link) => links.has(link));
}

/** The rules that every machine needs: those for the tables local, main and default (fib_default_rules_init). */
function isDefault({
  priority: _,
  family: _family,
  type: _type,
  protocol: _p,
  action,
  table,
  ...selectors
}: Rule): boolean {
  return (
    action === 'lookup' && Number(table) >= 253 && Number(table) <= 255 && Object.keys(selectors).length === 0
  );
}

function realmOf(target: Target, snapshot: Snapshot, ignores: (item: Item) => boolean): Realm {
  const named = [
    ...target.routes.map(({ item }) => item.table),
    ...target.rules.flatMap(({ item }) => item.table ?? []),
    ...target.links.flatMap(({ item }) => Number(item.attributes['vrf.table'] ?? RT_TABLE.MAIN)),
  ];
  return {
    links: new Set(target.links.map(({ item }) => item.name)),
    tables: new Set([RT_TABLE.MAIN, ...named]),
    needed: neededLinks(target, snapshot, ignores),
  };
}

/**
 * Declared and ignored links, links that carry something ignored or have an ignored port, and the lower devices and peers of all these,
 * without which they would be lost.
 */
function neededLinks(
  target: Target,
  snapshot: Snapshot,
  ignores: (item: Item) => boolean,
): ReadonlySet<string> {
  const byName = new Map(snapshot.links.map((link) => [link.name, link]));
  // As wanted: a lower device that a link moves away from is no longer needed by it.
  for (const { item } of target.links) {
    const live = byName.get(item.name);
    // A declared NIC can be a veth.
    const kind = item.kind === 'physical' ? (live?.kind ?? item.kind) : item.kind;
    const wished = { ...item, kind };
    const kept = live === undefined || isMadeAnew(wished, live) ? {} : live.attributes;
    byName.set(item.name, { ...wished, attributes: { ...kept, ...item.attributes } });
  }
  const needed = new Set<string>();
  const need = (name: unknown): void => {
    if (typeof name !== 'string' || needed.has(name)) return;
    needed.add(name);
    const link = byName.get(name);
    if (link !== undefined) for (const other of [...lowersOf(link.attributes), peerOf(link)]) need(other);
  };
  for (const { item } of target.links) need(item.name);
  for (const item of itemsOf(snapshot)) {
    if (!ignores(item)) continue;
    if (item.type === 'link') {
      need(item.name);
      need(item.attributes['master']);
    } else if (item.type === 'route') linksOf(item).forEach(need);
    else if (item.type !== 'rule') need(item.link);
  }
  return needed;
}

/** A link that is recreated keeps nothing, not even a lower device that is not declared. */
const isMadeAnew = (wished: Link, live: Link): boolean =>
  wished.kind !== live.kind || links.differences(wished, live).some(({ how }) => how === 'create');
