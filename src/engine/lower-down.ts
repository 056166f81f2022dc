import type { Link, Problem } from '../model/index.ts';
import { KINDS } from '../resources/link/kinds.ts';
import { links } from '../resources/link/link.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';

/** The device that a link shall be up on, and that is down. */
function lowerDown({ item }: Wanted<Link>, world: World): string | undefined {
  const needsLowerUp = item.attributes['state'] === 'up' ? KINDS.get(item.kind)?.needsLowerUp : undefined;
  if (needsLowerUp === undefined) return undefined;
  const live = world.links.get(item.name);
  const { link: lower = live?.attributes['link'] } = item.attributes;
  if (typeof lower !== 'string' || world.links.get(lower)?.attributes['state'] === 'up') return undefined;
  // It has been up since before its device went down.
  if (live?.attributes['state'] === 'up' && !isMadeAnew(item, live)) return undefined;
  return needsLowerUp({ ...live?.attributes, ...item.attributes }) ? lower : undefined;
}

const isMadeAnew = (item: Link, live: Link): boolean =>
  item.kind !== live.kind || links.differences(item, live).some(({ how }) => how === 'create');

/** A link whose device is down by wish is made, and comes up another time: now the kernel says ENETDOWN. */
export function withoutStateAbove(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (lowerDown(wanted, world) === undefined) return wanted;
  const { state: _, ...attributes } = wanted.item.attributes;
  return { ...wanted, item: { ...wanted.item, attributes } };
}

/** What waits for a device of its own, once all links are planned. */
export function waitingForLowers(wanted: readonly Wanted<Link>[], world: World): Problem[] {
  return wanted.flatMap((one) => {
    const lower = lowerDown(one, world);
    // One that is not there has been told of with what waits for it.
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
