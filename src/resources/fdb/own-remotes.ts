import type { ForwardingEntry, Link } from '../../model/index.ts';
import { parseVni } from '../../model/language/vnis.ts';
import { isZeroMac } from '../../model/mac.ts';

type Its = Pick<Link, 'attributes'>;

/**
 * The remote of each id that a device with `vnifilter` takes is an entry as well, for this id at the remote, too
 * (vxlan_vni_update_group).
 */
export function isRemoteOfVni(
  { macaddress, via, port, vni, sourceVni }: ForwardingEntry,
  { attributes }: Its,
): boolean {
  const { 'vxlan.vnis': vnis, 'vxlan.remote': usual = null } = attributes;
  if (!isZeroMac(macaddress) || sourceVni === null || vni !== sourceVni || port !== null) return false;
  if (!Array.isArray(vnis)) return false;
  const ranges = vnis.map((text) => parseVni(String(text)));
  const own = ranges.find(({ from, to }) => from <= sourceVni && sourceVni <= to);
  return own !== undefined && via === (own.remote ?? usual);
}

/**
 * The remote in the device's own attributes is an entry, too (vxlan_newlink). If it was made before the device got its
 * lower device, it does not refer to that (vxlan_changelink).
 */
export function isFirstRemote(
  { macaddress, via, port, vni, out }: ForwardingEntry,
  { attributes }: Its,
): boolean {
  if (!isZeroMac(macaddress) || via !== attributes['vxlan.remote']) return false;
  return port === null && vni === null && (out === null || out === attributes['link']);
}

/**
 * Whether the kernel takes the entry for the device's own when the device gets these remotes (vxlan_changelink,
 * vxlan_vni_update_group).
 */
export const becomesOwn = (entry: ForwardingEntry, device: Its): boolean =>
  isRemoteOfVni(entry, device) ||
  (isFirstRemote(entry, device) && entry.out === (device.attributes['link'] ?? null));
