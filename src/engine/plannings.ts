import type { Address, Client, ForwardingEntry, Neighbor, Resolver, Route, Rule } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { afterAddress } from '../resources/address/effects.ts';
import { ipvlanClaim } from '../resources/address/ipvlan-claim.ts';
import { withoutTheirPrimary } from '../resources/address/primaries.ts';
import { subnetOf } from '../resources/address/subnet.ts';
import { clients } from '../resources/client/client.ts';
import { afterForwarding } from '../resources/fdb/effects.ts';
import { fdb } from '../resources/fdb/fdb.ts';
import { findEntries, isPlaceTaken, takePlaces } from '../resources/fdb/places.ts';
import { withStranded } from '../resources/fdb/stranded.ts';
import { hasIpv6 } from '../resources/link/ipv6-effects.ts';
import { suitsLink } from '../resources/neighbor/link-addresses.ts';
import { neighbors } from '../resources/neighbor/neighbor.ts';
import { resolvers } from '../resources/resolver/resolver.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';
import { selector } from '../resources/rule/selector.ts';
import { nthKey, type World } from '../resources/world.ts';
import type { Planning } from './planning.ts';
import { reachability } from './reach.ts';
import { findAlike, findRoutes, madeAgain } from './routes-alike.ts';
import { rulesInRemovalOrder, withRulesAround } from './rules-around.ts';

/** Whether the link is there, and does the family. */
const onLinkThere =
  (world: World) =>
  ({ link: name, family }: Address | Neighbor): boolean => {
    const link = world.links.get(name);
    return link !== undefined && (family === 4 || hasIpv6(link));
  };

const onItsLink =
  (world: World) =>
  ({ link }: Resolver | Client): boolean =>
    world.links.has(link);

/** @param isGateway whether a route that is wanted leads by an address */
export const addressPlanningBeside = (isGateway: (address: string) => boolean): Planning<Address> => ({
  room: addresses,
  live: (world) => world.addresses,
  afterRemoval: afterAddress,
  restorer: onLinkThere,
  /**
   * New addresses come before old ones go, so that routes survive; but an old primary may take a new secondary of its
   * subnet along, and when none is left the kernel flushes the link's routes: then the old ones go first, and what they take comes back.
   * So does one that becomes another machine's, which routes lead by, and one that an ipvlan is to have otherwise.
   */
  removeFirst(remaining, world) {
    const v4 = remaining.filter((a) => a.family === 4);
    const links = new Set(v4.map((a) => a.link));
    const subnets = new Set(v4.map(subnetOf));
    const promotes = (link: string) => world.links.get(link)?.facts?.promotesSecondaries === true;
    const claims = new Set(remaining.flatMap((a) => ipvlanClaim(a, world) ?? []));
    return (item) =>
      isGateway(item.address) ||
      claims.has(ipvlanClaim(item, world) ?? '') ||
      (item.family === 4 && (!links.has(item.link) || (subnets.has(subnetOf(item)) && !promotes(item.link))));
  },
  misplaced: withoutTheirPrimary,
});

export const neighborPlanning: Planning<Neighbor> = {
  room: neighbors,
  live: (world) => world.neighbors,
  // One of a device without link addresses would have none on another (tun has them as tap only).
  restorer: (world) => {
    const isThere = onLinkThere(world);
    return (neighbor) => isThere(neighbor) && (neighbor.proxy || suitsLink(neighbor, world));
  },
};

export const forwardingPlanningIn = (world: World): Planning<ForwardingEntry> => ({
  room: fdb,
  live: (world) => world.fdb,
  finder: findEntries(world),
  afterRemoval: afterForwarding,
  withAround(step, _, entry) {
    if (step.after !== null) takePlaces(entry, world);
    return step;
  },
  inRemovalOrder: withStranded,
  isPlaceTaken: (entry) => isPlaceTaken(entry, world),
  restorer:
    () =>
    ({ link: name, self, out, via }) => {
      const link = world.links.get(name);
      if (link === undefined || (out !== null && !world.links.has(out))) return false;
      if (via !== null && link.kind !== 'vxlan') return false;
      return self || world.links.get(String(link.attributes['master']))?.kind === 'bridge';
    },
  // One of every VLAN takes those of single VLANs along.
  removeFirst(remaining) {
    const staying = new Set(
      remaining.flatMap(({ link, macaddress, implied }) =>
        implied === true ? [] : [`${link} ${macaddress}`],
      ),
    );
    return ({ link, macaddress, vlan, via }) =>
      vlan === null && via === null && staying.has(`${link} ${macaddress}`);
  },
});

export const resolverPlanning: Planning<Resolver> = {
  room: resolvers,
  live: (world) => world.resolvers,
  restorer: onItsLink,
};

export const clientPlanning: Planning<Client> = {
  room: clients,
  live: (world) => world.clients,
  restorer: onItsLink,
};

/** @param back whether these are routes as they were, several of which may share a key */
export const routePlanning = (back: boolean): Planning<Route> => ({
  room: routes,
  live: (world) => world.routes,
  restorer: reachability,
  finder: back ? findAlike : findRoutes,
  isBack: (earlier, live) => madeAgain(earlier, live) !== undefined,
});

/** Where the kernel starts to number rules that name no priority (fib_default_rule_pref). */
const FIRST_PRIORITY = 32765;

/** @param order in which rules of a priority were asked, where they come back to it */
export const rulePlanningIn = (order: readonly Rule[] = []): Planning<Rule> => ({
  room: rules,
  live: (world) => world.rules,
  restorer: () => () => true,
  withAround: (step, world, rule, key) => withRulesAround(step, world, rule, key, order),
  inRemovalOrder: rulesInRemovalOrder,
  finder: findRules,
  completer(live, wanted, ignores) {
    const lowest = { 4: FIRST_PRIORITY + 1, 6: FIRST_PRIORITY + 1 };
    for (const { family, priority = 0 } of [...live.values(), ...wanted]) {
      if (priority > 0) lowest[family] = Math.min(lowest[family], priority);
    }
    return (rule) => {
      if (rule.priority !== undefined) return rule;
      let priority = Math.max(1, lowest[rule.family] - 1);
      // One in a range that is ignored would never be ours again.
      while (priority > 1 && ignores({ ...rule, priority })) priority -= 1;
      lowest[rule.family] = priority;
      return { ...rule, priority };
    };
  },
});

/** Each live rule answers one wanted rule: those that name their priority choose first, then ours serve before others'. */
export function findRules(
  live: ReadonlyMap<string, Rule>,
  wanted: readonly Rule[],
): (wanted: Rule) => string | undefined {
  const free = new Map<string, string[]>();
  const exact = exactRules(live, wanted);
  const chosen = new Set(exact.values());
  for (const [key, rule] of [...live].sort(
    ([, a], [, b]) => Number(rules.marked(b)) - Number(rules.marked(a)),
  )) {
    if (chosen.has(key)) continue;
    const keys = free.get(selector(rule));
    if (keys === undefined) free.set(selector(rule), [key]);
    else keys.push(key);
  }
  return (rule) => {
    if (rule.priority === undefined) return free.get(selector(rule))?.shift();
    return exact.get(rule);
  };
}

/**
 * The keys of wanted rules that name their priority. Rules that differ in their protocol alone are several to the kernel
 * (rule_exists): each is the live one of its protocol, else one that is left, else a further one.
 */
function exactRules(live: ReadonlyMap<string, Rule>, wanted: readonly Rule[]): ReadonlyMap<Rule, string> {
  const found = new Map<Rule, string>();
  const taken = new Set<string>();
  const take = (rule: Rule, suits: (other: Rule | undefined) => boolean): void => {
    if (rule.priority === undefined || found.has(rule)) return;
    const key = rules.key(rule);
    for (let nth = 1; ; nth++) {
      const at = nthKey(key, nth);
      if (taken.has(at)) continue;
      if (suits(live.get(at))) {
        taken.add(at);
        found.set(rule, at);
        return;
      }
      if (!live.has(at)) return;
    }
  };
  for (const rule of wanted) take(rule, (other) => other !== undefined && other.protocol === rule.protocol);
  for (const rule of wanted) take(rule, (other) => other !== undefined);
  for (const rule of wanted) take(rule, (other) => other === undefined);
  return found;
}
