import type { Step } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { links } from '../../resources/link/link.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import { type Ownership, reasonToGo, type Target } from '../target/target.ts';
import { type LinkPlanOptions, linkContext } from './link-context.ts';
import { takeAway } from './take-away.ts';

/**
 * Removes a link of ours whose name another link is to get, so that nobody can want it under this name. Links that others
 * stand on, or that have a peer, are left to the user.
 */
export const leavingNames =
  (target: Target, world: World, ownership: Ownership, options: LinkPlanOptions) =>
  (name: string): Step | undefined => {
    const link = world.links.get(name);
    if (link === undefined || links.automatic(link) || !ownership.owns(link)) return undefined;
    if (peerOf(link) !== undefined || world.links.where(lowersOfLink, name).length > 0) return undefined;
    const context = linkContext(target, world, ownership, options);
    const notes = takeAway(link, `lost with ${name}`, context);
    return removeStep(links, link, reasonToGo(ownership, link), notes);
  };
