import type { Attributes, Link } from '../model/index.ts';
import { IPV6_MIN_MTU, isMulticast, parseIp } from '../model/ip.ts';
import type { World } from '../resources/world.ts';
import { fibOf } from './guard/fib.ts';

const [ETHERNET, IPV4, IPV6, GENEVE, GRE] = [14, 20, 40, 8 + 8, 4];

/** gre_calc_hlen */
const greLength = (attributes: Attributes): number =>
  GRE +
  (attributes['tunnel.output-checksum'] === true ? 4 : 0) +
  ((attributes['tunnel.output-key'] ?? null) === null ? 0 : 4) +
  (attributes['tunnel.output-sequence'] === true ? 4 : 0);

/** By its version: the GRE header and erspan_hdr_len(). */
const ERSPAN: readonly number[] = [4, 8 + 8, 8 + 12];

/**
 * What a tunnel puts before its packets, of kinds that get what that leaves of the MTU of the device towards the other end when they
 * are made (geneve_link_config, ip_tunnel_bind_dev, vti6_link_config). The others never get less than IPv6 needs.
 */
const LENGTHS: Readonly<Record<string, (attributes: Attributes, isV6: boolean) => number>> = {
  erspan: ({ 'tunnel.erspan-version': version }) => ETHERNET + IPV4 + (ERSPAN[Number(version ?? 1)] ?? 0),
  geneve: (_, isV6) => ETHERNET + GENEVE + (isV6 ? IPV6 : IPV4),
  gre: (attributes) => IPV4 + greLength(attributes),
  gretap: (attributes) => ETHERNET + IPV4 + greLength(attributes),
  ipip: () => IPV4,
  vti: () => IPV4,
  vti6: () => IPV6,
};

/**
 * The attributes with another value of which such a tunnel that is there gets its MTU anew (geneve_changelink, ip_tunnel_update,
 * vti6_changelink). Nobody is told, so that it keeps its IPv6 as long as it is up.
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

/** What a person should know of a live tunnel that gets another way to its other end. */
export function lowMtuNotes(after: Link, changed: readonly string[], world: World): readonly string[] {
  if (!changed.some((attribute) => DECIDING[after.kind]?.includes(attribute))) return [];
  const mtu = lowMtuOfTunnel(after, world);
  if (mtu === undefined) return [];
  return [
    `the MTU of ${after.name} becomes ${mtu}: below ${IPV6_MIN_MTU} it keeps the IPv6 that it has until it goes down, and has none from then on`,
  ];
}

/** More than any of them. */
const LARGEST_LENGTH = 100;

/** Devices over which a tunnel could have no IPv6. */
const smallOnes = ({ attributes: { mtu } }: Link): readonly string[] =>
  typeof mtu === 'number' && mtu < IPV6_MIN_MTU + LARGEST_LENGTH ? ['small'] : [];

/** The other end of a tunnel whose MTU is that of the way there when it is made; undefined where that is of no matter. */
export function endThatDecides(link: Link, world: World): string | undefined {
  const { kind, attributes } = link;
  if (LENGTHS[kind] === undefined || attributes['mtu'] !== undefined) return undefined;
  if ((attributes['tunnel.encap'] ?? 'none') !== 'none') return undefined;
  const remote = attributes['geneve.remote'] ?? attributes['tunnel.remote'];
  if (typeof remote !== 'string' || world.links.where(smallOnes, 'small').length === 0) return undefined;
  const ip = parseIp(remote);
  return ip === undefined || isMulticast(ip) ? undefined : remote;
}

/** The MTU that a new tunnel gets by its way to the other end where that is too low for IPv6, and is known for certain. */
export function lowMtuOfTunnel(link: Link, world: World): number | undefined {
  const remote = endThatDecides(link, world);
  const length =
    remote === undefined ? undefined : LENGTHS[link.kind]?.(link.attributes, remote.includes(':'));
  if (remote === undefined || length === undefined) return undefined;
  const devices = devicesTowards(remote, link, world);
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

/** The MTU of a device; of one whose MTU may fall before, that: what is left out for it comes with a second look, should it stay. */
function leastMtu(name: string, { links, mtuSet, mtuDoubts }: World): number | undefined {
  const mtu = links.get(name)?.attributes['mtu'];
  const doubt = mtuSet.has(name) ? undefined : mtuDoubts.get(name);
  return typeof mtu === 'number' ? Math.min(mtu, doubt ?? mtu) : undefined;
}

/** The devices one of which the kernel takes for the way there. */
function devicesTowards(remote: string, { kind, attributes }: Link, world: World): readonly string[] {
  const family = remote.includes(':') ? 6 : 4;
  const { link: lower } = attributes;
  const local = attributes['tunnel.local'];
  const own = typeof lower === 'string' ? [lower] : [];
  if (typeof local === 'string' && family === 4 && !isOurs(local, world)) return own;
  // ip6_tnl_get_cap: without both ends it has no way.
  if (kind === 'vti6' && typeof local !== 'string') return own;
  // Rules that look at more than ends, devices and marks are not understood here.
  const rules = [...world.rules.values()].filter((rule) => rule.family === family);
  if (rules.some(({ others }) => others !== undefined && others !== 'l3mdev')) return [];
  const address = typeof local === 'string' ? local : family === 6 ? '::' : '0.0.0.0';
  const { route, paths } = fibOf(world)({
    family,
    local: { address, port: 0 },
    remote: { address: remote, port: 0 },
    mark: Number(attributes['tunnel.fwmark'] ?? 0),
    ...(typeof lower === 'string' && { boundTo: lower }),
  });
  if (route === undefined) return own;
  return route.kind === 'unicast' ? paths.map((path) => path.link) : [];
}

/** ip_route_output_key asks nobody for the way from an address that the machine has not. */
const isOurs = (address: string, world: World): boolean =>
  [...world.addresses.values()].some((one) => one.address === address);
