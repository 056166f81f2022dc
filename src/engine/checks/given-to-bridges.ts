import type { Link } from '../../model/index.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import type { Ownership, Target } from '../target/target.ts';

/**
 * The MTUs and MAC addresses that have been set on bridges. A bridge without them follows its ports (br_mtu_auto_adjust,
 * br_stp_recalculate_bridge_id), and a bond has the MAC address of its first port (bond_enslave). The kernel does not show whether
 * that is so, but of our links it is known. If a bridge without ports has the declared address, it must have been set, perhaps by
 * a run that was rolled back.
 */
export function recallBridges(world: World, ownership: Ownership, wanted: Target['links']): void {
  const { links, mtuSet, mtuFollows, macSet } = world;
  for (const { item } of wanted) {
    const live = links.get(item.name);
    if (live !== undefined && takesPorts(live) && hasDeclaredMac(live, item) && isWithoutPorts(live, world))
      macSet.add(live.name);
  }
  for (const link of links.values()) {
    if (!takesPorts(link)) continue;
    const earlier = ownership.earlier(link);
    if ('macaddress' in earlier || ownership.madeWith?.(link, 'macaddress') === true) macSet.add(link.name);
    if (link.kind === 'bond') continue;
    if ('mtu' in earlier) mtuSet.add(link.name);
    else if (ownership.owns(link)) mtuFollows.add(link.name);
  }
}

const takesPorts = ({ kind }: Link): boolean => kind === 'bridge' || kind === 'bond';

const hasDeclaredMac = (live: Link, { attributes: { macaddress } }: Link): boolean =>
  macaddress !== undefined && live.attributes['macaddress'] === macaddress;

const isWithoutPorts = ({ name }: Link, { links }: World): boolean =>
  links.where(masterOf, name).length === 0;
