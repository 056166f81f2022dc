import { type Link, type Plan, type Snapshot, stepsBesideRuns } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { UNCOMMON_SYSCTLS } from '../../model/language/sysctls.ts';
import type { Asked } from '../../resources/link/details/link-details.ts';
import { losesIpv6 } from '../../resources/link/ipv6-effects.ts';
import { links as linkRoom } from '../../resources/link/link.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { closure } from '../objects/closure.ts';

/**
 * Adds the /proc/sys settings of links that the plan, or the way back from it, deletes, recreates or takes IPv6 from: these settings
 * are lost then, and the way back has to restore them. Returns `asked` itself if nothing is to be added.
 */
export function withSettingsOfGone(asked: Asked, plan: Plan, after: World, { links }: Snapshot): Asked {
  const gone = namesOfGone(plan, after, links);
  // With IPv6, a link loses its IPv6 settings (addrconf_ifdown).
  const isGone = (link: Link): boolean => gone.has(link.name) || losesIpv6(link, after);
  const more = new Set(
    links.flatMap((link) => (isGone(link) && !asked(link).includes(UNCOMMON_SYSCTLS) ? [link.name] : [])),
  );
  if (more.size === 0) return asked;
  return (link) => (more.has(link.name) ? [...asked(link), UNCOMMON_SYSCTLS] : asked(link));
}

/** Names of links that are deleted. Those that are created are included: a link of that name may be deleted along with another one. */
function namesOfGone({ steps }: Plan, { lost }: World, all: readonly Link[]): ReadonlySet<string> {
  const moved = stepsBesideRuns(steps).flatMap(({ action, before, after }) =>
    action === 'change' ? [] : [before ?? [], after ?? []].flat(),
  );
  const taken = [...lost.values()].map(({ item }) => item);
  return new Set([
    ...[...moved, ...taken].flatMap((item) =>
      item.type === 'link' ? [item.name, peerOf(item) ?? []].flat() : [],
    ),
    ...goneOnTheWayBack(steps, all),
  ]);
}

/** Links that are changed in place but have to be recreated on the way back, and the links on them. */
function goneOnTheWayBack(steps: Plan['steps'], all: readonly Link[]): ReadonlySet<string> {
  const gone = stepsBesideRuns(steps).flatMap(({ action, before, after }) =>
    action === 'change' && before?.type === 'link' && after?.type === 'link' && isForGood(before, after)
      ? [before.name]
      : [],
  );
  if (gone.length === 0) return NONE;
  return closure(new Set(gone), all, (link) => [...lowersOfLink(link), peerOf(link)]);
}

const NONE: ReadonlySet<string> = new Set();

const isForGood = (before: Link, after: Link): boolean =>
  linkRoom.differences(before, after).some(({ how }) => how === 'create');
