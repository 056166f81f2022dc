import type { Address } from '../../model/address.ts';
import { type Ip, isIpv6LinkLocal, parseIpPrefix } from '../../model/ip.ts';
import type { Route } from '../../model/route.ts';
import { behindBare, networksOf } from '../../resources/address/prefix-route.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidRoute } from '../draft.ts';
import { networkSet } from '../network-set.ts';
import { childOf, type Node } from '../node.ts';
import { anyTarget } from '../route-targets.ts';

interface Owned {
  readonly draft: Draft;
  readonly said: SaidRoute;
}

/**
 * Drops routes that are declared twice, and reports those with the same key in the kernel and those whose gateway is
 * not reachable.
 */
export function checkRoutes(context: Context): void {
  const seen: Seen = new Map();
  for (const draft of context.devices) {
    if (draft.routes.length === 0) continue;
    const kept = draft.routes.filter((said) => isNew({ draft, said }, seen, context));
    draft.routes = kept;
    checkGateways(draft, context);
  }
}

/**
 * The first route to each destination, from each source prefix, by table and metric. These make up the kernel's key, with
 * the TOS, which cannot be declared (fib_find_alias for IPv4, the callers of rt6_duplicate_nexthop for IPv6).
 */
type Seen = Map<number, Map<number, Map<string, Owned>>>;

function firstsOf(seen: Seen, { table, metric }: Route): Map<string, Owned> {
  const byMetric = seen.get(table) ?? new Map<number, Map<string, Owned>>();
  if (byMetric.size === 0) seen.set(table, byMetric);
  const firsts = byMetric.get(metric) ?? new Map<string, Owned>();
  if (firsts.size === 0) byMetric.set(metric, firsts);
  return firsts;
}

function isNew(route: Owned, seen: Seen, { reporter }: Context): boolean {
  const { item, node, list } = route.said;
  const firsts = firstsOf(seen, item);
  const path = item.source === undefined ? item.to : `${item.to} from ${item.source}`;
  const twin = firsts.get(path);
  if (twin === undefined) {
    firsts.set(path, route);
    return true;
  }
  const what = `a route to ${path} in table ${item.table} with metric ${item.metric}`;
  const options = { related: { message: `first here, on "${twin.draft.id}"`, span: twin.said.node }, list };
  const equal = twin.draft === route.draft && JSON.stringify(twin.said.item) === JSON.stringify(item);
  if (!equal) {
    const hint = 'the kernel keeps one of them: give one another "metric" or "table"';
    const message = `${what} is declared already`;
    // For default routes only a warning, as by netplan: machines run with two of them, and would be cut off without
    // any.
    if (item.to === anyTarget(item.family)) {
      reporter.warning('duplicate-route', node, `${message}: this one is left out`, { ...options, hint });
    } else reporter.error('duplicate-route', node, message, { ...options, hint });
  } else if (twin.said.node.source === node.source) {
    reporter.warning('duplicate-route', node, `${what} is declared twice`, options);
  }
  return false;
}

/** fib_check_nh: the gateway must be on the link, and must not be an address of this machine. */
function checkGateways(draft: Draft, { reporter }: Context): void {
  const own = new Set(draft.addresses.map(({ item }) => item.address));
  const onLink = reachOf(draft);
  const known = new Map<string, boolean>();
  draft.routes.forEach(({ item, gateway, node, list }) => {
    if (gateway === undefined) return;
    if (own.has(gateway.text)) {
      const message = `the gateway ${gateway.text} is an address of "${draft.id}" itself`;
      reporter.error('wrong-gateway', spanOfGateway(node), message, { list });
      return;
    }
    if (item.onLink === true) return;
    let reached = known.get(gateway.text);
    if (reached === undefined) {
      reached = onLink(gateway);
      known.set(gateway.text, reached);
    }
    if (reached) return;
    const hint = 'add "on-link: true" if it is on the link anyway';
    const message = `no address of "${draft.id}" has the gateway ${gateway.text} in its network`;
    reporter.warning('gateway-not-on-link', spanOfGateway(node), message, { hint, list });
  });
}

/** For `gateway4` the node is the gateway itself. */
const spanOfGateway = (node: Node): Node => childOf(node, 'via') ?? node;

/**
 * Returns a function that says whether the device's addresses, or its routes without a gateway, cover an address. A
 * device without addresses may get some from elsewhere, so for it the answer is yes.
 */
export function reachOf({ addresses, routes }: Draft): (gateway: Ip) => boolean {
  const families = new Set(addresses.map(({ ip }) => ip.family));
  const networks = networkSet();
  const behind = behindBare(addresses.map(({ item }) => item));
  for (const { item, ip: own } of addresses) {
    if (behind.has(item)) continue;
    for (const { ip, prefix } of networksOf(own.family === 6 ? withoutPeer(item) : item, own))
      networks.add(ip, prefix);
  }
  for (const { item, gateway } of routes) {
    if (gateway !== undefined || item.link === null || item.source !== undefined) continue;
    const target = parseIpPrefix(item.to);
    if (typeof target !== 'string') networks.add(target.ip, target.prefix);
  }
  return (gateway) => isIpv6LinkLocal(gateway) || !families.has(gateway.family) || networks.covers(gateway);
}

/** The route to the peer of an IPv6 address comes too late: when duplicate address detection has ended. */
const withoutPeer = ({ peer: _, ...address }: Address): Address => address;
