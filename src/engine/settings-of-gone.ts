import { type Link, type Plan, type Snapshot, stepsBesideRuns } from '../model/index.ts';
import { peerOf } from '../model/language/pairs.ts';
import { UNCOMMON_SYSCTLS } from '../model/language/sysctls.ts';
import type { Asked } from '../resources/link/details.ts';
import { hasLowMtu } from '../resources/link/ipv6-effects.ts';
import { links as linkRoom } from '../resources/link/link.ts';
import { lowersOfLink } from '../resources/link/terms.ts';
import type { World } from '../resources/world.ts';
import { closure } from './closure.ts';

/**
 * Asks for the settings below /proc/sys, too, of the links that a plan or the way back from it takes away or makes anew, or takes
 * IPv6 from: they go with them, and the way back is to have them. It is the same `asked` when all these have been asked for.
 */
export function withSettingsOfGone(asked: Asked, plan: Plan, after: World, { links }: Snapshot): Asked {
  const gone = namesOfGone(plan, after, links);
  const isGone = (link: Link): boolean => gone.has(link.name) || losesIpv6(link, after);
  const more = new Set(
    links.flatMap((link) => (isGone(link) && !asked(link).includes(UNCOMMON_SYSCTLS) ? [link.name] : [])),
  );
  if (more.size === 0) return asked;
  return (link) => (more.has(link.name) ? [...asked(link), UNCOMMON_SYSCTLS] : asked(link));
}

/** The settings of IPv6 go with it (addrconf_ifdown). */
const losesIpv6 = (link: Link, { links }: World): boolean => {
  const then = links.get(link.name);
  return then !== undefined && hasLowMtu(then) && !hasLowMtu(link);
};

/** Links that go; those that are made are among them, as one of their names may have gone with another. */
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

/** Links that are changed in place, but only made anew become what they were, with those on them. */
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
