import type {
  Address,
  Client,
  ForwardingEntry,
  GroupEntry,
  Neighbor,
  Resolver,
  Route,
  Rule,
} from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { afterAddress } from '../../resources/address/effects.ts';
import { scopeOf } from '../../resources/address/fields.ts';
import { ipvlanClaim } from '../../resources/address/ipvlan-claim.ts';
import { findAddresses, inSubnet } from '../../resources/address/matching.ts';
import { mayBeMisplaced, strangeHeirs, withoutTheirPrimary } from '../../resources/address/primaries.ts';
import { scopesBySubnet, withoutTheirScope } from '../../resources/address/scopes.ts';
import { subnetOf } from '../../resources/address/subnet.ts';
import { clients } from '../../resources/client/client.ts';
import { afterForwarding } from '../../resources/fdb/effects.ts';
import { fdb } from '../../resources/fdb/fdb.ts';
import { findEntries, isPlaceTaken, takePlaces } from '../../resources/fdb/places.ts';
import { withStranded } from '../../resources/fdb/stranded.ts';
import { hasIpv6 } from '../../resources/link/ipv6-effects.ts';
import { closedFor, isPlaced } from '../../resources/mdb/closed.ts';
import { mdb } from '../../resources/mdb/mdb.ts';
import { suitsLink } from '../../resources/neighbor/link-addresses.ts';
import { neighbors } from '../../resources/neighbor/neighbor.ts';
import { resolvers } from '../../resources/resolver/resolver.ts';
import { deadForGood, needsRevival, REVIVAL } from '../../resources/route/dead-paths.ts';
import { routes } from '../../resources/route/route.ts';
import { rules } from '../../resources/rule/rule.ts';
import { selector } from '../../resources/rule/selector.ts';
import { nthKey, type World } from '../../resources/world.ts';
import type { Planning } from './planning.ts';
import { reachability } from './reach.ts';
import { findAlike, findRoutes, madeAgain } from './routes-alike.ts';
import { type Levels, rulesInRemovalOrder, withRulesAround } from './rules-around.ts';
import { rulesInOrder } from './rules-in-order.ts';

/** Whether the link exists, and has IPv6 if the object needs it. */
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

/**
 * How addresses are planned.
 * @param isGateway whether a wanted route has the address as its gateway
 */
export const addressPlanningBeside = (isGateway: (address: string) => boolean): Planning<Address> => ({
  room: addresses,
  live: (world) => world.addresses,
  finder: findAddresses,
  // It is removed for a moment, and the routes from it have to come back.
  returnsFirst: true,
  afterRemoval: afterAddress,
  restorer: onLinkThere,
  /**
   * New addresses are usually added before old ones are removed, so that routes survive. Old ones are removed first where an old
   * primary would take a new secondary of its subnet along or would leave its place to another one than the first, and where no IPv4 address remains on the link, as the kernel flushes
   * its routes in any case; what is lost with them is restored. The same goes for an address that is to be a gateway, on another
   * machine, for one that another ipvlan of the same device is to have, and for an IPv6 address that moves to another link: if
   * both are on one wire, the one would tell the other that the address is taken (ndisc_recv_ns).
   */
  removeFirst(remaining, world) {
    const v4 = remaining.filter((a) => a.family === 4);
    const links = new Set(v4.map((a) => a.link));
    const subnets = scopesBySubnet(v4);
    const promotes = (link: string) => world.links.get(link)?.facts?.promotesSecondaries === true;
    const isInTheWay = (item: Address): boolean => {
      const scope = subnets.get(subnetOf(item));
      return scope !== undefined && (!promotes(item.link) || scope !== scopeOf(item));
    };
    const heirs = strangeHeirs(v4, world.addresses);
    // The kernel takes an address with another peer of its network for the same (find_matching_ifa).
    const twins = new Set(v4.map(inSubnet));
    const moving = new Set(remaining.flatMap((a) => (a.family === 6 ? [a.address] : [])));
    const claims = new Set(remaining.flatMap((a) => ipvlanClaim(a, world) ?? []));
    return (item) =>
      isGateway(item.address) ||
      moving.has(item.address) ||
      claims.has(ipvlanClaim(item, world) ?? '') ||
      (item.family === 4 &&
        (!links.has(item.link) ||
          isInTheWay(item) ||
          heirs.has(subnetOf(item)) ||
          twins.has(inSubnet(item))));
  },
  misplaced(matched, live, isOurs) {
    const wanted = matched.map((one) => one.wanted.item);
    return [
      ...new Set([
        ...withoutTheirScope(wanted, live),
        ...(mayBeMisplaced(matched, live) ? withoutTheirPrimary(wanted, live, isOurs) : []),
      ]),
    ];
  },
});

export const neighborPlanning: Planning<Neighbor> = {
  room: neighbors,
  live: (world) => world.neighbors,
  // An entry of a device without link-layer addresses would have none on another one (tun devices have them in tap mode only).
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
  // Removing an entry without a VLAN also removes those of single VLANs.
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

export const groupPlanning: Planning<GroupEntry> = {
  room: mdb,
  live: (world) => world.mdb,
  restorer:
    ({ links }) =>
    (entry) =>
      isPlaced(entry, links) && closedFor(entry, links) === undefined,
};

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

/**
 * How routes are planned.
 * @param back whether the wanted routes are those of an earlier snapshot, of which several may share a key
 */
export const routePlanning = (back: boolean): Planning<Route> => ({
  room: routes,
  live: (world) => world.routes,
  restorer: reachability,
  // Without a way to all its gateways it stays with the paths that live.
  wear: (route, world) => (needsRevival(route, world) && reachability(world)(route) ? REVIVAL : undefined),
  isMaimed: (route, world) => deadForGood(route, world).length > 0,
  finder: back ? findAlike : findRoutes,
  isBack: (earlier, live) => madeAgain(earlier, live) !== undefined,
});

/** The priority that the kernel gives to the first rule without one; further ones get lower numbers (fib_default_rule_pref). */
const FIRST_PRIORITY = 32765;

/**
 * How rules are planned.
 * @param order all rules in their earlier order; restored rules go to their earlier place among those of their priority
 */
export const rulePlanningIn = (order: Levels = new Map()): Planning<Rule> => ({
  room: rules,
  live: (world) => world.rules,
  restorer: () => () => true,
  withAround: (step, world, rule, key) => withRulesAround(step, world, rule, key, order),
  arranged: (matched, world) => rulesInOrder(matched, world, order),
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
      // A rule with a priority in an ignored range would never count as ours again.
      while (priority > 1 && ignores({ ...rule, priority })) priority -= 1;
      lowest[rule.family] = priority;
      return { ...rule, priority };
    };
  },
});

/**
 * Finds the key of the live rule for each wanted one; no live rule is used twice. Rules with a declared priority choose first;
 * for the others our rules are preferred to foreign ones.
 */
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
 * The keys of wanted rules with a declared priority. For the kernel rules that differ only in their protocol are different
 * (rule_exists): a wanted rule gets the live one with its protocol, else a remaining live one, else a new key.
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
