import type { Link, Snapshot } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { ETH_DATA_LEN } from '../../resources/link/kinds/bridge.ts';
import type { Wanted } from '../../resources/room.ts';
import type { Target } from '../target/target.ts';
import { withoutAttribute } from '../target/without-attribute.ts';

/**
 * The target without the MTU of bridges that had that of their smallest port before, and have it now. Most of these get their earlier MTU
 * back with their ports, and a bridge whose MTU is set no longer follows its ports (br_change_mtu).
 */
export function withoutMtusOfPorts(target: Target, before: Snapshot, now: Snapshot): Target {
  const [had, has] = [smallestPorts(before), smallestPorts(now)];
  const isOfPorts = ({ item: { kind, name, attributes } }: Wanted<Link>): boolean =>
    kind === 'bridge' && attributes['mtu'] === had(name) && mtuIn(now, name) === has(name);
  return withoutAttribute(target, 'mtu', isOfPorts);
}

/**
 * Without the MTU of links that become ports of a bond or a team again: they get it from that, and have the one that they come with when
 * they leave (bond_enslave, team_port_add).
 */
export function withoutMtusOfTakers(target: Target, before: Snapshot, now: Snapshot): Target {
  const takers = new Set<unknown>(
    before.links.flatMap(({ name, kind }) => (MASTERS[kind]?.takesPortsOver === true ? [name] : [])),
  );
  if (takers.size === 0) return target;
  return withoutAttribute(target, 'mtu', ({ item: { name, attributes } }) => {
    const { master } = attributes;
    if (!takers.has(master)) return false;
    const live = now.links.find((link) => link.name === name);
    return live !== undefined && live.attributes['master'] !== master;
  });
}

const mtuIn = ({ links }: Snapshot, name: string): unknown =>
  links.find((link) => link.name === name)?.attributes['mtu'];

/** Returns a function that tells the smallest MTU of the ports of a bridge (br_mtu_min). */
function smallestPorts({ links }: Snapshot): (bridge: string) => number {
  const smallest = new Map<unknown, number>();
  for (const { attributes } of links) {
    const { master, mtu } = attributes;
    if (typeof master === 'string' && typeof mtu === 'number')
      smallest.set(master, Math.min(mtu, smallest.get(master) ?? mtu));
  }
  return (bridge) => smallest.get(bridge) ?? ETH_DATA_LEN;
}
