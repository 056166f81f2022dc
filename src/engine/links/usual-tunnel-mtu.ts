import type { Link } from '../../model/index.ts';
import { IPV6_MIN_MTU, isMulticast, parseIp } from '../../model/ip.ts';
import type { World } from '../../resources/world.ts';
import { HEADERS, headerLength, remoteOf } from './tunnel-headers.ts';
import { devicesTowards } from './tunnel-mtu.ts';

/** The MTU of Ethernet, the one that IPv4 needs (IPV4_MIN_MTU), and the largest one (IP_MAX_MTU). */
const [ETHERNET, LEAST, MOST] = [1500, 68, 0xffff];

/**
 * The MTU that the kernel would give a tunnel if it were created now: what the headers leave of that of the device towards the
 * remote end. Undefined if that device is not certain. The end is noted (`mtuEnds`), as routes of others may lead there.
 */
export function usualMtuOfTunnel(link: Link, world: World): number | undefined {
  const { kind, attributes } = link;
  const headers = HEADERS[kind];
  if (headers === undefined || attributes['tunnel.external'] === true) return undefined;
  const remote = remoteOf(attributes);
  const isV6 = remote?.includes(':') === true;
  const length = headerLength(kind, attributes, isV6);
  const devices = devicesOf(link, remote, world);
  if (length === undefined || devices === undefined) return undefined;
  if (devices.length === 0) return mtuAlone(headers.alone ?? ETHERNET - length, world);
  const mtus = new Set(
    devices.map((one) => (world.mtuDoubts.has(one) ? undefined : world.links.get(one)?.attributes['mtu'])),
  );
  const [mtu] = mtus;
  if (typeof mtu !== 'number' || mtus.size > 1 || mtu > MOST) return undefined;
  return Math.max(mtu - length, headers.enough === true ? IPV6_MIN_MTU : LEAST);
}

const mtuAlone = (alone: number | string, { links }: World): number | undefined => {
  const mtu = typeof alone === 'number' ? alone : links.get(alone)?.attributes['mtu'];
  return typeof mtu === 'number' ? mtu : undefined;
};

/** Whether no device leads to the remote end. */
export const isAlone = (link: Link, world: World): boolean =>
  devicesOf(link, remoteOf(link.attributes), world)?.length === 0;

/** The devices of which the kernel uses one to reach the remote end; undefined if they cannot be predicted. */
function devicesOf(link: Link, remote: string | undefined, world: World): readonly string[] | undefined {
  const { kind, attributes } = link;
  const isOverIpv6 = HEADERS[kind]?.overIpv6 === true;
  if (isOverIpv6 && (remote === undefined || typeof attributes['tunnel.local'] !== 'string')) return [];
  if (remote === undefined) return typeof attributes['link'] === 'string' ? [attributes['link']] : [];
  const ip = parseIp(remote);
  if (ip === undefined || isMulticast(ip)) return undefined;
  world.mtuEnds.add(remote);
  return devicesTowards(remote, link, world);
}
