import type { Link, Problem } from '../model/index.ts';
import { MASTERS } from '../model/language/masters.ts';
import { KINDS } from '../resources/link/kinds.ts';
import { lowersOfLink } from '../resources/link/terms.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import type { LinkContext } from './link-context.ts';

// What a link receives goes to its master or to the links on it, not to both (netdev_rx_handler_register: EBUSY).

/** Whether a link of that name receives all that its ports do. */
const takesAll = (master: unknown, world: World): master is string =>
  typeof master === 'string' && MASTERS[world.links.get(master)?.kind ?? '']?.receives === true;

/** Links on one that is to become a port, which receive in its place. */
export function receiversOn(link: Link, { world }: Pick<LinkContext, 'world'>): readonly Link[] {
  const { master } = link.attributes;
  const live = world.links.get(link.name);
  if (live === undefined || live.attributes['master'] === master || !takesAll(master, world)) return [];
  return world.links
    .where(lowersOfLink, link.name)
    .map(([, upper]) => upper)
    .filter(({ kind }) => KINDS.get(kind)?.receives === true);
}

/** Why a link cannot be made on one that is a port, or move there. */
export function lowerTaken({ item, source }: Wanted<Link>, world: World): Problem | undefined {
  const { name, kind, attributes } = item;
  const { link: lower } = attributes;
  if (KINDS.get(kind)?.receives !== true || typeof lower !== 'string') return undefined;
  const live = world.links.get(name);
  if (live?.kind === kind && live.attributes['link'] === lower) return undefined;
  const master = world.links.get(lower)?.attributes['master'];
  if (!takesAll(master, world)) return undefined;
  return {
    code: 'lower-taken',
    severity: 'error',
    message: `${kind} ${name} cannot be made: ${lower} is a port of ${master}, which gets all that ${lower} receives; what is declared on ${name} is left out`,
    hint: `put ${name} on ${master}, or take ${lower} out of it`,
    source,
  };
}
