import type { Link, Problem } from '../model/index.ts';
import { MASTERS } from '../model/language/masters.ts';
import { KINDS } from '../resources/link/kinds.ts';
import { links } from '../resources/link/link.ts';
import { lowersOfLink } from '../resources/link/terms.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import type { LinkContext } from './link-context.ts';

// What a link receives goes to its master, or to macvlans on it, or to ipvlans, not to several of these
// (netdev_rx_handler_register: EBUSY).

type Context = Pick<LinkContext, 'world' | 'wanted'>;

/** Whether a link of that name receives all that its ports do. */
const takesAll = (master: unknown, world: World): master is string =>
  typeof master === 'string' && MASTERS[world.links.get(master)?.kind ?? '']?.receives === true;

const handlerOf = ({ kind }: Link): string | undefined => KINDS.get(kind)?.receives;

/** Links that receive where this one shall, and shall become something else: they have to go first. */
export const receiversLeaving = (link: Link, context: Context): readonly Link[] =>
  receiversAgainst(link, context.world).filter((other) => isLeaving(other, context));

/** Links that receive what this one, as a port or on its device, is to receive. */
function receiversAgainst(link: Link, world: World): readonly Link[] {
  const live = world.links.get(link.name);
  const { master, link: lower } = link.attributes;
  const becomesPort = live !== undefined && live.attributes['master'] !== master && takesAll(master, world);
  const own = handlerOf(link);
  return [
    ...(becomesPort ? receiversOn(link.name, world) : []),
    ...(own !== undefined && typeof lower === 'string' && !isThere(link, world)
      ? receiversOn(lower, world).filter((other) => handlerOf(other) !== own && other.name !== link.name)
      : []),
  ];
}

const receiversOn = (name: string, world: World): readonly Link[] =>
  world.links
    .where(lowersOfLink, name)
    .map(([, upper]) => upper)
    .filter((upper) => handlerOf(upper) !== undefined);

/** Whether it is on its device already. */
function isThere({ name, kind, attributes }: Link, world: World): boolean {
  const live = world.links.get(name);
  return live?.kind === kind && live.attributes['link'] === attributes['link'];
}

function isLeaving({ name, kind, attributes }: Link, { wanted }: Context): boolean {
  const shall = wanted.get(name);
  if (shall === undefined) return false;
  return shall.kind !== kind || (shall.attributes['link'] ?? attributes['link']) !== attributes['link'];
}

/** Why a link cannot be on its device, or a port of its master. */
export function lowerTaken({ item, source }: Wanted<Link>, context: Context): Problem | undefined {
  const { world } = context;
  const { link: lower } = item.attributes;
  const master = typeof lower === 'string' ? world.links.get(lower)?.attributes['master'] : undefined;
  if (handlerOf(item) !== undefined && takesAll(master, world) && !isThere(item, world))
    return taken(item, source, `${lower} is a port of ${master}, which gets all that ${lower} receives`);
  const [other] = receiversAgainst(item, world).filter((one) => !isLeaving(one, context));
  if (other === undefined) return undefined;
  const { link: shared } = other.attributes;
  return taken(item, source, `${links.name(other)} is on ${shared} and gets what ${shared} receives`);
}

const taken = (item: Link, source: Problem['source'], why: string): Problem => ({
  code: 'lower-taken',
  severity: 'error',
  message: `${links.name(item)} cannot be as declared: ${why}; it is left out`,
  hint: 'take one of the two away, or put the link on another one',
  source,
});
