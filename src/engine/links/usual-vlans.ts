import { type Attributes, type Link, sameValue, type Value } from '../../model/index.ts';
import { usualValue } from '../../resources/link/usual.ts';
import type { LinkContext } from './link-context.ts';

const DEFAULT = 'bridge.default-pvid';

/**
 * If `value` is the usual value of a VLAN attribute, the VLANs that a new bridge or port actually has: the default PVID, which
 * need not be 1 (br_vlan_init, nbp_vlan_init). Undefined for other values and attributes.
 */
export function usualVlans(
  name: string,
  value: Value,
  live: Link,
  { world, wanted }: Pick<LinkContext, 'world' | 'wanted'>,
): Value | undefined {
  if (name !== 'bridge.vlans' && name !== 'bridge-port.vlans') return undefined;
  if (!sameValue(value, usualValue(live.kind, {}, name) ?? null)) return undefined;
  const said = wanted.get(live.name)?.attributes ?? NONE;
  const bridge = name === 'bridge.vlans' ? live.name : (said['master'] ?? live.attributes['master']);
  const declared = wanted.get(String(bridge))?.attributes ?? NONE;
  const pvid = declared[DEFAULT] ?? world.links.get(String(bridge))?.attributes[DEFAULT] ?? 1;
  return vlansByPvid(pvid);
}

const NONE: Attributes = {};

/** The VLANs of a new port of a bridge with this default PVID, or of that bridge itself (nbp_vlan_init). */
export const vlansByPvid = (pvid: unknown): Value => (pvid === 0 ? [] : [`${String(pvid)} pvid untagged`]);
