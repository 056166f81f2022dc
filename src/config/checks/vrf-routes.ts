import { covers, type Ip, isIpv6LinkLocal } from '../../model/ip.ts';
import { networksOf } from '../../resources/address/prefix-route.ts';
import type { Context } from '../context.ts';
import { added, type Draft, type SaidRoute } from '../draft.ts';
import { childOf } from '../node.ts';

/**
 * A route of a VRF leads to its gateway over the port whose network includes it: for IPv4 the kernel replaces the VRF
 * by that port (fib_check_nh_v4_gw), for IPv6 it refuses the VRF (ip6_route_check_nh).
 */
export function leadOverPorts(context: Context): void {
  for (const draft of context.devices) {
    if (draft.kind !== 'vrf') continue;
    const ports = draft.members.flatMap(({ id }) => context.drafts.get(id) ?? []);
    const known = new Map<string, Draft | undefined>();
    const kept: SaidRoute[] = [];
    for (const said of draft.routes) {
      const { gateway } = said;
      if (said.paths !== undefined) kept.push(leadPathsOverPorts(said, draft, ports, context));
      else if (gateway === undefined || isOn(draft, gateway)) kept.push(said);
      else {
        if (!known.has(gateway.text)) known.set(gateway.text, portTo(gateway, ports));
        const port = known.get(gateway.text);
        if (port !== undefined)
          port.routes = added(port.routes, { ...said, item: { ...said.item, link: port.id } });
        else reportNoPort(said, gateway, draft, context);
      }
    }
    draft.routes = kept;
  }
}

/** The same for the paths that are not given another device; the route itself stays the VRF's. */
function leadPathsOverPorts(
  said: SaidRoute,
  draft: Draft,
  ports: readonly Draft[],
  context: Context,
): SaidRoute {
  const over = (nth: number): string | undefined => {
    const path = said.paths?.[nth];
    const { gateway } = path ?? {};
    if (path?.out !== undefined || gateway === undefined || isOn(draft, gateway)) return undefined;
    const port = portTo(gateway, ports);
    if (port === undefined) reportNoPort({ ...said, node: path?.node ?? said.node }, gateway, draft, context);
    return port?.id;
  };
  const nexthops = said.item.nexthops?.map((hop, nth) => ({ ...hop, link: over(nth) ?? hop.link }));
  return { ...said, item: { ...said.item, ...(nexthops && { nexthops }) } };
}

const isOn = ({ addresses }: Draft, gateway: Ip): boolean =>
  addresses.some(({ item, ip: own }) =>
    networksOf(item, own).some(
      ({ ip, prefix }) => ip.family === gateway.family && covers(ip, prefix, gateway),
    ),
  );

/** The port whose network includes the gateway; otherwise the only port that may get an address there. */
function portTo(gateway: Ip, ports: readonly Draft[]): Draft | undefined {
  const found = ports.find((port) => isOn(port, gateway));
  if (found !== undefined) return found;
  const open = ports.filter(
    ({ addresses }) => isIpv6LinkLocal(gateway) || addresses.every(({ ip }) => ip.family !== gateway.family),
  );
  return open.length === 1 ? open[0] : undefined;
}

function reportNoPort(
  { node, list, item }: SaidRoute,
  { text }: Ip,
  { id }: Draft,
  { reporter }: Context,
): void {
  const hint = `declare it on the device that leads there, with "table: ${item.table}"`;
  const message = `no port of the VRF "${id}" is known to have the gateway ${text} in its network`;
  reporter.error('wrong-gateway', childOf(node, 'via') ?? node, message, { hint, list });
}
