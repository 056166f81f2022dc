import { parseBridgeVlans } from '../../model/bridge-vlans.ts';
import { type Link, type Step, sameValue, type Value } from '../../model/index.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import type { LinkContext } from './link-context.ts';
import { sideStep } from './take-change.ts';

const VLANS = 'bridge-port.vlans';

/** The VLANs of the ports of a bridge. */
export const vlansOfPorts = (bridge: Link, world: World): ReadonlyMap<string, Value> =>
  new Map(
    world.links
      .where(masterOf, bridge.name)
      .map(([, { name, attributes }]) => [name, attributes[VLANS] ?? null]),
  );

/** The reason of a step that gives a port back what it had. */
export const KEEPS_PVID = 'keeps its own PVID';

/**
 * The steps that give ports of which no VLANs are declared those back that they had, if a PVID of their own was among them: all
 * ports get the new default PVID if there was none until now (__br_vlan_set_default_pvid).
 * @param before the VLANs before that
 */
export function keepPvids(
  bridge: Link,
  before: ReadonlyMap<string, Value>,
  { world, wanted, ownership }: LinkContext,
): Step[] {
  if (bridge.attributes['bridge.default-pvid'] !== 0) return [];
  return [...before].flatMap(([name, had]) => {
    const port = world.links.get(name);
    if (port === undefined || sameValue(port.attributes[VLANS] ?? null, had) || !hasPvid(had)) return [];
    const isSaid = VLANS in (wanted.get(name)?.attributes ?? {}) || VLANS in ownership.earlier(port);
    return isSaid ? [] : sideStep(port, { [VLANS]: had }, KEEPS_PVID, world);
  });
}

const hasPvid = (vlans: Value): boolean =>
  Array.isArray(vlans) && parseBridgeVlans(vlans).some(({ pvid }) => pvid);

/**
 * Notes about ports that are not declared and get other VLANs with another default PVID of their bridge
 * (__br_vlan_set_default_pvid).
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
