import { type Link, sameValue, type Value } from '../../model/index.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import type { LinkContext } from './link-context.ts';

const VLANS = 'bridge-port.vlans';

/** The VLANs of the ports of a bridge. */
export const vlansOfPorts = (bridge: Link, world: World): ReadonlyMap<string, Value> =>
  new Map(
    world.links
      .where(masterOf, bridge.name)
      .map(([, { name, attributes }]) => [name, attributes[VLANS] ?? null]),
  );

/**
 * Notes about ports that are not declared and get other VLANs with another default PVID of their bridge
 * (__br_vlan_set_default_pvid), by which those that had a PVID of their own may lose it.
 * @param before the VLANs before that
 */
export function vlansAlong(
  before: ReadonlyMap<string, Value>,
  { world, declared }: Pick<LinkContext, 'world' | 'declared'>,
): readonly string[] {
  const byVlans = new Map<string, string[]>();
  for (const [name, had] of before) {
    const has = world.links.get(name)?.attributes[VLANS];
    if (declared.has(name) || !Array.isArray(has) || sameValue(had, has)) continue;
    const vlans = has.length === 0 ? 'none' : has.join(', ');
    byVlans.set(vlans, [...(byVlans.get(vlans) ?? []), name]);
  }
  return [...byVlans].map(([vlans, names]) => `the VLANs of ${names.join(', ')} become ${vlans}, too`);
}
