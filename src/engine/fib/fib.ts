import type { Route, Rule } from '../../model/index.ts';
import { covers, type Ip, isIpv6LinkLocal, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { RT_TABLE, RTPROT } from '../../netlink/index.ts';
import type { World } from '../../resources/world.ts';
import { appliesTo } from './rule-match.ts';
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
 * selectors of which nothing is known (users, the TOS byte, those that a configuration cannot declare) are skipped, so callers
 * compare the result with what the kernel itself answers now.
 */
export function fibOf(world: World): (question: Question) => Found {
  const tables = tablesOf(world);
  const rules = [...world.rules.values()].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return (question) => {
    const remote = parseIp(question.remote.address);
    if (remote === undefined) return NOWHERE;
    for (const { table, suppressed = -1 } of lookupsFor(question, rules, world)) {
      if (table === null) return NOWHERE;
      const found = longest(tables.get(`${question.family} ${table}`), remote, question, world);
      if (found !== undefined && !isSuppressed(found, suppressed)) return found;
    }
    return NOWHERE;
  };
}

const NOWHERE: Found = { paths: [] };

/** Only routes that lead somewhere are suppressed, not those that refuse (fib_rules_lookup, fib4_rule_suppress). */
const isSuppressed = ({ route, paths }: Found, length: number): boolean =>
  route !== undefined && paths.length > 0 && prefixLength(route) <= length;

const lengthOf = (network: string): number => Number(network.slice(network.indexOf('/') + 1));

const prefixLength = ({ to }: Route): number => lengthOf(to);

/** A table to look in; null stands for a rule that refuses the packet. */
interface Lookup {
  readonly table: number | null;
  /** Routes with a prefix of this length or a shorter one do not count. */
  readonly suppressed?: number | undefined;
}

const plainly = (table: number): Lookup => ({ table });

/** The tables to look in, in the order of the rules. */
function lookupsFor(question: Question, rules: readonly Rule[], world: World): readonly Lookup[] {
  const { family, boundTo = '', table } = question;
  if (table !== undefined) return [{ table }];
  const own = rules.filter((rule) => rule.family === family);
  if (own.length === 0) return [RT_TABLE.LOCAL, RT_TABLE.MAIN, RT_TABLE.DEFAULT].map(plainly);
  const bound = world.links.get(boundTo);
  const vrf = bound?.kind === 'vrf' ? bound : world.links.get(String(bound?.attributes['master']));
  const ofVrf = vrf?.kind === 'vrf' ? Number(vrf.attributes['vrf.table']) : undefined;
  const lookups: Lookup[] = [];
  let from = 0;
  for (const rule of own) {
    const { priority = 0, target, l3mdev, inverted } = rule;
    if (priority < from || (l3mdev === true && (ofVrf === undefined || inverted === true))) continue;
    // Whether it finds a route depends on the groups of interfaces.
    if (rule.suppressInterfaceGroup !== undefined || !appliesTo(rule, question)) continue;
    if (rule.action === 'lookup') {
      const table = l3mdev === true ? ofVrf : rule.table;
      lookups.push({ table: table ?? RT_TABLE.MAIN, suppressed: rule.suppressPrefixLength });
    } else if (rule.action === 'goto') {
      // One that leads nowhere does nothing (fib_rules_lookup).
      if (target !== undefined && own.some((other) => other.priority === target)) from = target;
    } else if (rule.action !== 'nop') lookups.push({ table: null });
  }
  return lookups;
}

/** Of routes to one destination those for the fewest senders are searched first (fib6_node_lookup_1). */
const sourceLength = ({ source }: Route): number => (source === undefined ? 0 : lengthOf(source));

function isForSender({ source }: Route, { address }: Question['local']): boolean {
  const network = source === undefined ? undefined : parseIpPrefix(source);
  if (network === undefined || typeof network === 'string') return true;
  const sender = parseIp(address);
  return sender !== undefined && covers(network.ip, network.prefix, sender);
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
      const length = prefixLength(route);
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
    for (const routes of byNetwork.values())
      routes.sort((a, b) => sourceLength(b) - sourceLength(a) || a.metric - b.metric);
  }
  return tables;
}

/** The most specific usable route of a table; undefined if it has none, so that the next table is searched. */
function longest(
  table: Table | undefined,
  remote: Ip,
  { boundTo, local }: Question,
  world: World,
): Found | undefined {
  const isVrf = world.links.get(boundTo ?? '')?.kind === 'vrf';
  for (const length of table?.lengths ?? []) {
    for (const route of table?.byNetwork.get(`${networkOf(remote, length).text}/${length}`) ?? []) {
      if (route.tos !== 0 || !isForSender(route, local)) continue;
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
