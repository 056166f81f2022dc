import type { Link } from '../../model/index.ts';
import { IPV6_MIN_MTU, isMulticast, parseIp } from '../../model/ip.ts';
import type { World } from '../../resources/world.ts';
import { fibOf } from '../fib/fib.ts';
import { isUncertain } from '../fib/rule-match.ts';
import { HEADERS, headerLength, remoteOf } from './tunnel-headers.ts';

/**
 * Attributes of these kinds whose change makes the kernel set the MTU of a live tunnel again (geneve_changelink,
 * ip_tunnel_update, vti6_changelink). No notifier is called, so the tunnel keeps IPv6 as long as it is up.
 */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  erspan: ['link', 'tunnel.fwmark'],
  geneve: ['geneve.remote'],
  gre: ['link', 'tunnel.fwmark'],
  gretap: ['link', 'tunnel.fwmark'],
  ipip: ['link', 'tunnel.fwmark'],
  vti: ['link', 'tunnel.fwmark'],
  vti6: ['link', 'tunnel.fwmark', 'tunnel.local', 'tunnel.remote', 'tunnel.input-key', 'tunnel.output-key'],
};

/** Notes about the MTU of a live tunnel that gets another path to its remote end. */
export function lowMtuNotes(after: Link, changed: readonly string[], world: World): readonly string[] {
  if (!changed.some((attribute) => DECIDING[after.kind]?.includes(attribute))) return [];
  const mtu = lowMtuOfTunnel(after, world);
  if (mtu === undefined) return [];
  return [
    `the MTU of ${after.name} becomes ${mtu}: below ${IPV6_MIN_MTU} it keeps the IPv6 that it has until it goes down, and has none from then on`,
  ];
}

/** An upper bound of the lengths of headers. */
const LARGEST_LENGTH = 100;

/** The term of devices whose MTU may be too low for IPv6 in a tunnel over them. */
const smallOnes = ({ attributes: { mtu } }: Link): readonly string[] =>
  typeof mtu === 'number' && mtu < IPV6_MIN_MTU + LARGEST_LENGTH ? ['small'] : [];

/**
 * The remote end of a tunnel if the MTU of a new tunnel depends on the path to it, and that may be too low for IPv6; undefined
 * otherwise.
 */
export function endThatDecides(link: Link, world: World): string | undefined {
  const { kind, attributes } = link;
  const headers = HEADERS[kind];
  if (headers === undefined || headers.enough === true || attributes['mtu'] !== undefined) return undefined;
  const remote = remoteOf(attributes);
  if (remote === undefined || world.links.where(smallOnes, 'small').length === 0) return undefined;
  const ip = parseIp(remote);
  return ip === undefined || isMulticast(ip) ? undefined : remote;
}

/**
 * The MTU that a new tunnel gets from the path to its remote end, if that is too low for IPv6; undefined otherwise, or if the
 * path is not certain. If the MTU of the device there is in doubt, that of the tunnel is noted as such (`mtuDoubts`).
 */
export function lowMtuOfTunnel(link: Link, world: World): number | undefined {
  const remote = endThatDecides(link, world);
  const length =
    remote === undefined ? undefined : headerLength(link.kind, link.attributes, remote.includes(':'));
  if (remote === undefined || length === undefined) return undefined;
  const devices = devicesTowards(remote, link, world) ?? [];
  const left = (mtuOf: (name: string) => unknown): number | undefined => {
    const mtus = new Set(devices.map(mtuOf));
    const [mtu] = mtus;
    return typeof mtu === 'number' && mtus.size === 1 ? mtu - length : undefined;
  };
  const least = left((name) => leastMtu(name, world));
  if (least === undefined || least >= IPV6_MIN_MTU) return undefined;
  const most = left((name) => world.links.get(name)?.attributes['mtu']);
  if (most !== undefined && most >= IPV6_MIN_MTU) world.mtuDoubts.set(link.name, most);
  return least;
}

/**
 * The lowest MTU that a device may have when the tunnel is created. If it turns out to be higher, what was left out because of it
 * is planned after the next observation.
 */
function leastMtu(name: string, { links, mtuSet, mtuDoubts }: World): number | undefined {
  const mtu = links.get(name)?.attributes['mtu'];
  const doubt = mtuSet.has(name) ? undefined : mtuDoubts.get(name);
  return typeof mtu === 'number' ? Math.min(mtu, doubt ?? mtu) : undefined;
}

/**
 * The devices of which the kernel uses one to reach the remote end; none if there is no way. Undefined if they cannot be
 * predicted.
 */
export function devicesTowards(
  remote: string,
  { kind, attributes }: Link,
  world: World,
): readonly string[] | undefined {
  const family = remote.includes(':') ? 6 : 4;
  const { link: lower } = attributes;
  const local = attributes['tunnel.local'] ?? attributes['l2tp.local'];
  const own = typeof lower === 'string' ? [lower] : [];
  if (typeof local === 'string' && family === 4 && !isOurs(local, world)) return own;
  // Without both ends a vti6 looks up no route (ip6_tnl_get_cap).
  if (kind === 'vti6' && typeof local !== 'string') return own;
  // Rules with selectors such as ports cannot be evaluated here.
  const rules = [...world.rules.values()].filter((rule) => rule.family === family);
  if (rules.some(isUncertain)) return undefined;
  const address = typeof local === 'string' ? local : family === 6 ? '::' : '0.0.0.0';
  const { route, paths } = fibOf(world)({
    family,
    local: { address, port: 0 },
    remote: { address: remote, port: 0 },
    mark: Number(attributes['tunnel.fwmark'] ?? 0),
    ...(typeof lower === 'string' && { boundTo: lower }),
  });
  if (route === undefined || CLOSED.has(route.kind)) return own;
  return route.kind === 'unicast' ? paths.map((path) => path.link) : undefined;
}

/** Kinds of routes that are none for whoever looks one up. */
const CLOSED: ReadonlySet<string> = new Set(['unreachable', 'prohibit', 'blackhole', 'throw']);

/** Whether the machine has the address: ip_route_output_key finds no route from any other source. */
const isOurs = (address: string, world: World): boolean =>
  [...world.addresses.values()].some((one) => one.address === address);
