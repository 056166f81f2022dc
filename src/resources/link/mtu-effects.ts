import type { Link } from '../../model/index.ts';
import type { World } from '../world.ts';
import { afterPortChange, doubtfulBridges } from './bridge-effects.ts';
import { withoutIpv6Mtu } from './ipv6-effects.ts';
import { mtuBelow } from './overhead.ts';
import { lowersOfLink } from './terms.ts';

/** Links that no frame of theirs may exceed their lower device's MTU; the kernel lowers theirs with it, and never raises it. */
const LOWERED: ReadonlySet<string> = new Set(['macsec', 'macvlan', 'macvtap']);
/** Links that have what fits into their lower devices' MTUs whenever one of these changes (ipvlan_adjust_mtu, hsr_netdev_notify). */
const FOLLOWING: ReadonlySet<string> = new Set(['hsr', 'ipvlan', 'ipvtap']);
/** vlan_device_event: as with macvlans, but some time later since Linux 7.2, so that declared ones are told all the same. */
const LOWERED_LATE: ReadonlySet<string> = new Set(['vlan']);

/** What another MTU of a link does to others. */
export interface MtuEffects {
  /** The links whose MTU is another by it: those on the link, bridges that they are ports of, and so on. */
  readonly moved: readonly Link[];
  /** Bridges of which it does not show whether they follow, with the MTU that they would get. */
  readonly doubtful: readonly Link[];
}

const NO_EFFECTS: MtuEffects = { moved: [], doubtful: [] };

/** What the MTU of a link does to those on it at once. */
export const afterMtu = (world: World, name: string): MtuEffects => follow(world, name, LOWERED, FOLLOWING);

/** What it does to those that are told themselves when they are declared, on it and on whatever has followed it. */
export function afterMtuLate(world: World, name: string): MtuEffects {
  const followers = new Set([name]);
  // What is added on the way is come to as well.
  for (const one of followers) {
    for (const [, upper] of world.links.where(lowersOfLink, one)) followers.add(upper.name);
    const master = world.links.get(String(world.links.get(one)?.attributes['master']));
    if (master?.kind === 'bridge') followers.add(master.name);
  }
  return together([...followers].map((one) => follow(world, one, LOWERED_LATE, NONE)));
}

const NONE: ReadonlySet<string> = new Set();

function follow(
  world: World,
  name: string,
  lowered: ReadonlySet<string>,
  following: ReadonlySet<string>,
): MtuEffects {
  const lowers = world.links.get(name)?.attributes['mtu'];
  if (typeof lowers !== 'number') return NO_EFFECTS;
  const others = world.links.where(lowersOfLink, name);
  return together(
    others.map(([key, other]) => {
      const mtu = roomFor(other, lowers, world);
      const own = other.attributes['mtu'];
      if (mtu === undefined) return NO_EFFECTS;
      const goesDown = lowered.has(other.kind) && typeof own === 'number' && own > mtu;
      if (!goesDown && !(following.has(other.kind) && own !== mtu)) return NO_EFFECTS;
      const changed = withoutIpv6Mtu({ ...other, attributes: { ...other.attributes, mtu } });
      world.links.set(key, changed);
      // br_device_event, NETDEV_CHANGEMTU
      const doubtful = doubtfulBridges(world, other, changed);
      const bridges = afterPortChange(world, other, changed);
      const above = [changed, ...bridges].map(({ name }) =>
        lowered === LOWERED_LATE
          ? follow(world, name, LOWERED, NONE)
          : follow(world, name, lowered, following),
      );
      return together([{ moved: [changed, ...bridges], doubtful }, ...above]);
    }),
  );
}

const together = (all: readonly MtuEffects[]): MtuEffects =>
  all.length === 0
    ? NO_EFFECTS
    : { moved: all.flatMap(({ moved }) => moved), doubtful: all.flatMap(({ doubtful }) => doubtful) };

/** What fits into the device whose MTU has changed, or into all the devices of a ring. */
const roomFor = (upper: Link, lowers: number, world: World): number | undefined =>
  upper.kind === 'macsec' || upper.kind === 'hsr' ? mtuBelow(upper, world) : lowers;
