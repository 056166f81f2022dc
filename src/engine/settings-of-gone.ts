import { type Link, type Plan, type Snapshot, stepsBesideRuns } from '../model/index.ts';
import { peerOf } from '../model/language/pairs.ts';
import { UNCOMMON_SYSCTLS } from '../model/language/sysctls.ts';
import type { Asked } from '../resources/link/details.ts';
import { hasLowMtu } from '../resources/link/ipv6-effects.ts';
import type { World } from '../resources/world.ts';

/**
 * Asks for the settings below /proc/sys, too, of the links that a plan takes away or makes anew, or takes IPv6 from: they go with them, and
 * the way back is to have them. It is the same `asked` when all these have been asked for.
 */
export function withSettingsOfGone(asked: Asked, plan: Plan, after: World, { links }: Snapshot): Asked {
  const gone = namesOfGone(plan, after);
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
function namesOfGone({ steps }: Plan, { lost }: World): ReadonlySet<string> {
  const moved = stepsBesideRuns(steps).flatMap(({ action, before, after }) =>
    action === 'change' ? [] : [before ?? [], after ?? []].flat(),
  );
  const taken = [...lost.values()].map(({ item }) => item);
  return new Set(
    [...moved, ...taken].flatMap((item) =>
      item.type === 'link' ? [item.name, peerOf(item) ?? []].flat() : [],
    ),
  );
}
