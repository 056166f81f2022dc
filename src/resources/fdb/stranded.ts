import { parseBridgeVlans } from '../../model/bridge-vlans.ts';
import type { ForwardingEntry, Link } from '../../model/index.ts';
import type { World } from '../world.ts';
import { macOf } from './terms.ts';

type Entry = readonly [string, ForwardingEntry];

/**
 * The entries that go, each preceded by those of single VLANs that were made along with it but do not go with it,
 * because its link has left the VLAN (br_fdb_add, br_fdb_delete).
 */
export const withStranded = (going: readonly Entry[], world: World): readonly Entry[] =>
  going.flatMap((entry) => [...strandedOf(entry[1], world), entry]);

function strandedOf({ link: name, macaddress, vlan, via, self }: ForwardingEntry, world: World): Entry[] {
  const link = world.links.get(name);
  if (link === undefined || vlan !== null || via !== null) return [];
  return world.fdb
    .where(macOf, macaddress)
    .filter(([, other]) => other.implied === true && other.link === name && !isInVlans(other, link, self));
}

/** Whether the link is in the entry's VLAN; true if its VLANs are not known, so that the kernel decides. */
export function isInVlans({ vlan }: ForwardingEntry, { attributes }: Link, self: boolean): boolean {
  const vlans = attributes[self ? 'bridge.vlans' : 'bridge-port.vlans'];
  if (!Array.isArray(vlans)) return true;
  return parseBridgeVlans(vlans).some(({ from, to }) => from <= Number(vlan) && Number(vlan) <= to);
}
