import type { Link } from '../../model/index.ts';
import type { World } from '../world.ts';
import { withoutIpv6Mtu } from './ipv6-effects.ts';
import { mtuBelow } from './overhead.ts';
import { lowersOfLink } from './terms.ts';

/** Links that no frame of theirs may exceed their lower device's MTU; the kernel lowers theirs with it, and never raises it. */
const LOWERED: ReadonlySet<string> = new Set(['macsec', 'macvlan', 'macvtap']);
/** Links that have what fits into their lower devices' MTUs whenever one of these changes (ipvlan_adjust_mtu, hsr_netdev_notify). */
const FOLLOWING: ReadonlySet<string> = new Set(['hsr', 'ipvlan', 'ipvtap']);
/** vlan_device_event: as with macvlans, but some time later since Linux 7.2, so that declared ones are told all the same. */
const LOWERED_LATE: ReadonlySet<string> = new Set(['vlan']);

/** What the MTU of a link does to those on it at once. Returns whose MTU is another by it. */
export const afterMtu = (world: World, name: string): readonly Link[] =>
  follow(world, name, LOWERED, FOLLOWING);

/** What it does to those that are told themselves when they are declared. */
export const afterMtuLate = (world: World, name: string): readonly Link[] =>
  follow(world, name, LOWERED_LATE, new Set());

function follow(
  world: World,
  name: string,
  lowered: ReadonlySet<string>,
  following: ReadonlySet<string>,
): readonly Link[] {
  const lowers = world.links.get(name)?.attributes['mtu'];
  if (typeof lowers !== 'number') return [];
  return world.links.where(lowersOfLink, name).flatMap(([key, other]) => {
    const mtu = roomFor(other, lowers, world);
    const own = other.attributes['mtu'];
    if (mtu === undefined) return [];
    const goesDown = lowered.has(other.kind) && typeof own === 'number' && own > mtu;
    if (!goesDown && !(following.has(other.kind) && own !== mtu)) return [];
    const changed = withoutIpv6Mtu({ ...other, attributes: { ...other.attributes, mtu } });
    world.links.set(key, changed);
    return [changed, ...follow(world, other.name, lowered, following)];
  });
}

/** What fits into the device whose MTU has changed, or into all the devices of a ring. */
const roomFor = (upper: Link, lowers: number, world: World): number | undefined =>
  upper.kind === 'macsec' || upper.kind === 'hsr' ? mtuBelow(upper, world) : lowers;
