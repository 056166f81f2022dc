import type { World } from '../resources/world.ts';
import type { Ownership } from './target.ts';

/**
 * Whether a bridge follows its ports' MTU (br_mtu_auto_adjust) and MAC addresses (br_stp_recalculate_bridge_id) does not show; of ours it
 * is known: those do that were not given any. A bond has its first port's MAC address in the same way (bond_enslave).
 */
export function recallBridges({ links, mtuSet, mtuFollows, macSet }: World, ownership: Ownership): void {
  for (const link of links.values()) {
    if (link.kind !== 'bridge' && link.kind !== 'bond') continue;
    const earlier = ownership.earlier(link);
    if ('macaddress' in earlier || ownership.madeWith?.(link, 'macaddress') === true) macSet.add(link.name);
    if (link.kind === 'bond') continue;
    if ('mtu' in earlier) mtuSet.add(link.name);
    else if (ownership.owns(link)) mtuFollows.add(link.name);
  }
}
