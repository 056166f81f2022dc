import type { Route, Rule } from '../../model/index.ts';
import { covers, type Ip, isIpv6LinkLocal, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { RT_TABLE, RTPROT } from '../../netlink/index.ts';
import type { World } from '../../resources/world.ts';
import type { Path, Session } from './session.ts';
import { automaticRoutes } from './settled.ts';

/** What a lookup found. */
export interface Found {
  /** The ways out; none when the route refuses, or there is none. */
  readonly paths: readonly Path[];
  readonly route?: Route;
}

export interface Question extends Pick<Session, 'family' | 'local' | 'remote' | 'boundTo' | 'mark'> {
  /** Asks this table alone, whatever the rules say. */
  readonly table?: number;
}

/**
 * Looks routes up in a world as the kernel would for packets of its own (fib_rules_lookup, fib_table_lookup). Rules with
 * selectors that no configuration declares (ports, users, suppressed prefixes …) are passed over: whoever asks compares
 * with what the kernel itself says now.
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

/** The tables that rules send a packet to, in order; null where one refuses it. */
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

/** A routing table: its routes by destination, and the lengths of these, longest first. */
interface Table {
  readonly byNetwork: Map<string, Route[]>;
  readonly lengths: number[];
}

/** Routes by family and table. A full routing table is gone through once, not for each session. */
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
    // These come and go with the addresses, which is where they are taken from.
    if (route.protocol !== RTPROT.KERNEL || route.kind !== 'unicast') add(route);
  }
  for (const route of automaticRoutes(world)) add(route);
  for (const { byNetwork, lengths } of tables.values()) {
    lengths.sort((a, b) => b - a);
    for (const routes of byNetwork.values()) routes.sort((a, b) => a.metric - b.metric);
  }
  return tables;
}

/** What a table says; undefined: nothing, ask the next. */
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
    // A link-local address says nothing about the link it is on: only one that the socket is bound to does.
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
