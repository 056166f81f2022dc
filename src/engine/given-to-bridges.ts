import type { Link } from '../model/index.ts';
import { masterOf } from '../resources/link/terms.ts';
import type { World } from '../resources/world.ts';
import type { Ownership, Target } from './target.ts';

/**
 * Whether a bridge follows its ports' MTU (br_mtu_auto_adjust) and MAC addresses (br_stp_recalculate_bridge_id) does not show; of ours it
 * is known: those do that were not given any. A bond has its first port's MAC address in the same way (bond_enslave).
 * One without ports that has the very address that is declared was given it, be it by a run that was rolled back.
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
