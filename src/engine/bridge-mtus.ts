import type { World } from '../resources/world.ts';
import type { Ownership } from './target.ts';

/** Whether a bridge follows its ports' MTU does not show (br_mtu_auto_adjust); of ours it is known: those do that were not given one. */
export function recallBridgeMtus({ links, mtuSet, mtuFollows }: World, ownership: Ownership): void {
  for (const link of links.values()) {
    if (link.kind !== 'bridge') continue;
    if ('mtu' in ownership.earlier(link)) mtuSet.add(link.name);
    else if (ownership.owns(link)) mtuFollows.add(link.name);
  }
}
