import type { Link } from '../../model/index.ts';
import type { World } from '../world.ts';
import { afterPortChange, doubtfulBridges } from './bridge-effects.ts';
import { withoutIpv6Mtu } from './ipv6-effects.ts';
import { mtuBelow } from './overhead.ts';
import { lowersOfLink } from './terms.ts';

/**
 * Links whose frames must fit into those of their lower device: the kernel lowers their MTU with it, but never raises
 * it.
 */
const LOWERED: ReadonlySet<string> = new Set(['macsec', 'macvlan', 'macvtap']);
/**
 * Links whose MTU the kernel adapts to their lower devices whenever the MTU of one changes (ipvlan_adjust_mtu,
 * hsr_netdev_notify).
 */
const FOLLOWING: ReadonlySet<string> = new Set(['hsr', 'ipvlan', 'ipvtap']);
/**
 * As for macvlans, but since Linux 7.2 with a delay (vlan_device_event), so that a declared MTU is set nevertheless.
 */
const LOWERED_LATE: ReadonlySet<string> = new Set(['vlan']);

/** How the change of a link's MTU affects others. */
export interface MtuEffects {
  /** The links whose MTU changes: those on the link, bridges of which they are ports, and so on. */
  readonly moved: readonly Link[];
  /** Bridges for which it cannot be seen whether they follow, with the MTU that they would get. */
  readonly doubtful: readonly Link[];
}

const NO_EFFECTS: MtuEffects = { moved: [], doubtful: [] };

/** Applies the effects of a link's MTU that are immediate. */
export const afterMtu = (world: World, name: string): MtuEffects => follow(world, name, LOWERED, FOLLOWING);

/**
 * Applies the effects that may come late, on the links in LOWERED_LATE: those on the link itself, and those on all
 * links that have followed it.
 */
export function afterMtuLate(world: World, name: string): MtuEffects {
  const followers = new Set([name]);
  // The loop also visits what is added during it.
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

/** The MTU that fits into the device whose MTU has changed, or into all devices of a ring. */
const roomFor = (upper: Link, lowers: number, world: World): number | undefined =>
  upper.kind === 'macsec' || upper.kind === 'hsr' ? mtuBelow(upper, world) : lowers;
