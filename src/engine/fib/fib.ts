import type { Route, Rule } from '../../model/index.ts';
import { covers, type Ip, isIpv6LinkLocal, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { RT_TABLE, RTPROT } from '../../netlink/index.ts';
import type { World } from '../../resources/world.ts';
import type { Path, Session } from './session.ts';
import { automaticRoutes } from './settled.ts';

/** The result of a route lookup. */
export interface Found {
  /** The possible next hops; empty if there is no route, or it is a blackhole, unreachable or prohibit one. */
  readonly paths: readonly Path[];
  readonly route?: Route;
}

export interface Question extends Pick<Session, 'family' | 'local' | 'remote' | 'boundTo' | 'mark'> {
  /** Looks only in this table, regardless of the rules. */
  readonly table?: number;
}

/**
 * Looks up routes in a simulated state like the kernel does for local packets (fib_rules_lookup, fib_table_lookup). Rules with
 * selectors that a configuration cannot declare (ports, users, suppressed prefixes …) are skipped, so callers compare the result
 * with what the kernel itself answers now.
 */
export function fibOf(world: World): (question: Question) => Found {
  const tables = tablesOf(world);
  const rules = [...world.rules.values()].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return (question) => {
    const remote = parseIp(question.remote.address);
    if (remote === undefined) return NOWHERE;
    for (const table of tablesFor(question, rules, world)) {
      if (table === null) return NOWHERE;
      const found = longest(tables.get(`${question.family} ${table}`), remote, question, world);
      if (found !== undefined) return found;
    }
    return NOWHERE;
  };
}

const NOWHERE: Found = { paths: [] };

/** The tables to look in, in the order of the rules; null stands for a rule that refuses the packet. */
function tablesFor(question: Question, rules: readonly Rule[], world: World): readonly (number | null)[] {
  const { family, boundTo = '', table } = question;
  if (table !== undefined) return [table];
  const own = rules.filter((rule) => rule.family === family);
  if (own.length === 0) return [RT_TABLE.LOCAL, RT_TABLE.MAIN, RT_TABLE.DEFAULT];
  const bound = world.links.get(boundTo);
  const vrf = bound?.kind === 'vrf' ? bound : world.links.get(String(bound?.attributes['master']));
  return own.flatMap((rule) => {
    if (rule.others === 'l3mdev') return vrf?.kind === 'vrf' ? [Number(vrf.attributes['vrf.table'])] : [];
    if (!applies(rule, question)) return [];
    if (rule.action === 'lookup') return [rule.table ?? RT_TABLE.MAIN];
    return rule.action === 'goto' || rule.action === 'nop' ? [] : [null];
  });
}

function applies(rule: Rule, { local, remote, mark, boundTo }: Question): boolean {
  const mask = rule.markMask ?? 0xffffffff;
  return (
    rule.others === undefined &&
    rule.tos === undefined &&
    isIn(local.address, rule.from) &&
    isIn(remote.address, rule.to) &&
    (rule.mark === undefined || (mark & mask) >>> 0 === rule.mark) &&
    (rule.iif === undefined || rule.iif === 'lo') &&
    (rule.oif === undefined || rule.oif === boundTo)
  );
}

function isIn(address: string, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  const ip = parseIp(address);
  const network = parseIpPrefix(prefix);
  return ip !== undefined && typeof network !== 'string' && covers(network.ip, network.prefix, ip);
}

/** A routing table: its routes by destination, and the prefix lengths that occur, longest first. */
interface Table {
  readonly byNetwork: Map<string, Route[]>;
  readonly lengths: number[];
}

/** Routing tables by `FAMILY TABLE`. Built once, so that a full routing table is not searched again for each session. */
function tablesOf(world: World): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  const add = (route: Route): void => {
    const name = `${route.family} ${route.table}`;
    const known = tables.get(name);
    const table = known ?? { byNetwork: new Map<string, Route[]>(), lengths: [] };
    if (known === undefined) tables.set(name, table);
    const there = table.byNetwork.get(route.to);
    if (there !== undefined) there.push(route);
    else {
      table.byNetwork.set(route.to, [route]);
      const length = Number(route.to.slice(route.to.indexOf('/') + 1));
      if (!table.lengths.includes(length)) table.lengths.push(length);
    }
  };
  for (const route of world.routes.values()) {
    // Routes that the kernel makes for addresses are derived from the addresses instead (`automaticRoutes`).
    if (route.protocol !== RTPROT.KERNEL || route.kind !== 'unicast') add(route);
  }
  for (const route of automaticRoutes(world)) add(route);
  for (const { byNetwork, lengths } of tables.values()) {
    lengths.sort((a, b) => b - a);
    for (const routes of byNetwork.values()) routes.sort((a, b) => a.metric - b.metric);
  }
  return tables;
}

/** The most specific usable route of a table; undefined if it has none, so that the next table is searched. */
function longest(
  table: Table | undefined,
  remote: Ip,
  { boundTo }: Question,
  world: World,
): Found | undefined {
  const isVrf = world.links.get(boundTo ?? '')?.kind === 'vrf';
  for (const length of table?.lengths ?? []) {
    for (const route of table?.byNetwork.get(`${networkOf(remote, length).text}/${length}`) ?? []) {
      if (route.tos !== 0) continue;
      if (route.kind === 'throw') return undefined;
      if (route.kind !== 'unicast') return { paths: [], route };
      const paths = pathsOf(route).filter(
        ({ link }) => isUp(link, world) && (boundTo === undefined || isVrf || link === boundTo),
      );
      if (paths.length > 0) return { paths, route };
    }
    // The link of an IPv6 link-local destination is not determined by routes, only by the link that the socket is bound to.
    if (isIpv6LinkLocal(remote)) return undefined;
  }
  return undefined;
}

function pathsOf({ nexthops, link, via }: Route): readonly Path[] {
  if (nexthops !== undefined) return nexthops.map((hop) => ({ link: hop.link, via: hop.via }));
  return link == null ? [] : [{ link, via: via ?? null }];
}

const isUp = (link: string, world: World): boolean => {
  const state = world.links.get(link)?.attributes['state'];
  return world.links.has(link) && state !== 'down';
};
