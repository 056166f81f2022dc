import type { Link, Problem } from '../../model/index.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** The lower device that is down although the wanted link needs it to be up itself; undefined if there is none. */
function lowerDown({ item }: Wanted<Link>, world: World): string | undefined {
  const needsLowerUp = item.attributes['state'] === 'up' ? KINDS.get(item.kind)?.needsLowerUp : undefined;
  if (needsLowerUp === undefined) return undefined;
  const live = world.links.get(item.name);
  const { link: lower = live?.attributes['link'] } = item.attributes;
  if (typeof lower !== 'string' || world.links.get(lower)?.attributes['state'] === 'up') return undefined;
  // A link that is already up stays up when its lower device goes down.
  if (live?.attributes['state'] === 'up' && !isMadeAnew(item, live)) return undefined;
  return needsLowerUp({ ...live?.attributes, ...item.attributes }) ? lower : undefined;
}

const isMadeAnew = (item: Link, live: Link): boolean =>
  item.kind !== live.kind || links.differences(item, live).some(({ how }) => how === 'create');

/** The wanted link without its state if its lower device stays down: setting it up would fail with ENETDOWN. */
export function withoutStateAbove(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (lowerDown(wanted, world) === undefined) return wanted;
  const { state: _, ...attributes } = wanted.item.attributes;
  return { ...wanted, item: { ...wanted.item, attributes } };
}

/** Warnings about links that stay down because of their lower device; to be called after all links have been planned. */
export function waitingForLowers(wanted: readonly Wanted<Link>[], world: World): Problem[] {
  return wanted.flatMap((one) => {
    const lower = lowerDown(one, world);
    // A missing device has its own problem, which names the links that wait for it.
    if (lower === undefined || !world.links.has(lower) || !world.links.has(one.item.name)) return [];
    return [
      {
        code: 'link-down',
        severity: 'warning',
        message: `${links.name(one.item)} stays down until ${lower} is up`,
        source: one.source,
      },
    ];
  });
}
