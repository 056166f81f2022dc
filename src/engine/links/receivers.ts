import { type Link, type Problem, sameValue } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import { lowersOfLink, masterOf as masterOfLink } from '../../resources/link/terms.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { closure } from '../objects/closure.ts';
import type { LinkContext } from './link-context.ts';

// A device passes received packets to one handler only: its master, or the macvlans, the ipvlans, the macsecs or the HSR ring on
// it (netdev_rx_handler_register: EBUSY).

type Context = Pick<LinkContext, 'world' | 'wanted' | 'ownership' | 'allowRecreate'>;

/** Whether there is a link of that name, and as a master it takes over the packets that its ports receive. */
const takesAll = (master: unknown, world: World): master is string =>
  typeof master === 'string' && MASTERS[world.links.get(master)?.kind ?? '']?.receives === true;

/** Handlers that several links on a device share; a device can only be in one ring. */
const SHARED: ReadonlySet<string> = new Set(['macvlan', 'ipvlan', 'macsec']);

const handlerOf = ({ kind }: Link): string | undefined => KINDS.get(kind)?.receives;

/** Links in conflict with the wanted one over received packets that are to become something else: they must be removed first. */
export const receiversLeaving = (link: Link, context: Context): readonly Link[] =>
  [...receiversAgainst(link, context.world), ...mastersAgainst(link, context.world)].filter((other) =>
    isLeaving(other, context),
  );

const masterOf = (name: string, { links }: World): unknown => links.get(name)?.attributes['master'];

/** Masters that take over, from a lower device of the link, the packets that the link is to receive. */
function mastersAgainst(link: Link, world: World): readonly Link[] {
  if (handlerOf(link) === undefined || isThere(link, world)) return [];
  return lowersOfLink(link).flatMap((lower) => {
    const name = masterOf(lower, world);
    const master = typeof name === 'string' ? world.links.get(name) : undefined;
    // The link that has the wanted link's own name is replaced and releases its ports. A device has only one master, and a ring
    // counts as one.
    const isAgainst = master?.name !== link.name && (takesAll(name, world) || link.kind === 'hsr');
    return master !== undefined && isAgainst ? [master] : [];
  });
}

/**
 * Links that take over the packets which the wanted link is to receive from its lower devices, or which its new master is to
 * receive from it.
 */
function receiversAgainst(link: Link, world: World): readonly Link[] {
  const live = world.links.get(link.name);
  const { master } = link.attributes;
  const joins = live !== undefined && typeof master === 'string' && live.attributes['master'] !== master;
  const own = handlerOf(link);
  return [
    ...(joins
      ? receiversOn(link.name, world).filter((other) => takesAll(master, world) || other.kind === 'hsr')
      : []),
    ...(own !== undefined && !isThere(link, world)
      ? lowersOfLink(link)
          .flatMap((lower) => receiversOn(lower, world))
          .filter((other) => (handlerOf(other) !== own || !SHARED.has(own)) && other.name !== link.name)
      : []),
  ];
}

const receiversOn = (name: string, world: World): readonly Link[] =>
  world.links
    .where(lowersOfLink, name)
    .map(([, upper]) => upper)
    .filter((upper) => handlerOf(upper) !== undefined);

/** Whether a link on this one receives its packets, or is to: then it cannot be a port of a master that takes them over. */
export const isReceivedOn = (
  name: string,
  { world, wanted }: Pick<LinkContext, 'world' | 'wanted'>,
): boolean =>
  receiversOn(name, world).some((other) => !wanted.has(other.name)) ||
  [...wanted.values()].some((link) => handlerOf(link) !== undefined && lowersOfLink(link).includes(name));

/** Whether the link exists on its lower devices already. */
function isThere(link: Link, world: World): boolean {
  const live = world.links.get(link.name);
  return live?.kind === link.kind && sameValue(lowersOfLink(live), lowersOfLink(link));
}

function isLeaving(link: Link, { wanted, ownership, allowRecreate }: Context): boolean {
  const shall = wanted.get(link.name);
  if (shall === undefined) return false;
  // A foreign link is only replaced by one of another kind if that is allowed.
  if (shall.kind !== link.kind && shall.kind !== 'physical') return allowRecreate || ownership.owns(link);
  const lowers = lowersOfLink(shall);
  return lowers.length > 0 && !sameValue(lowers, lowersOfLink(link));
}

/** The problem if a link cannot be on its lower device or a port of its master. */
export function lowerTaken({ item, source }: Wanted<Link>, context: Context): Problem | undefined {
  const { world } = context;
  const above = lowerAbove(item, context);
  if (above !== undefined)
    return taken(item, source, `${above} stands on ${item.name}, or is its master`, LOOP);
  const master = mastersAgainst(item, world).find((one) => !isLeaving(one, context));
  if (master !== undefined) {
    const lower = lowersOfLink(item).find((name) => masterOf(name, world) === master.name);
    return taken(item, source, `${lower} is a port of ${master.name}, which gets what ${lower} receives`);
  }
  const [other] = receiversAgainst(item, world).filter((one) => !isLeaving(one, context));
  if (other === undefined) return undefined;
  const concerned = [item.name, ...lowersOfLink(item)];
  const shared = lowersOfLink(other).filter((lower) => concerned.includes(lower));
  return taken(item, source, `${links.name(other)} is on ${shared[0]} and gets what ${shared[0]} receives`);
}

/** The wanted lower device of a live VXLAN if it is on top of the VXLAN itself (__netdev_upper_dev_link: EBUSY). */
function lowerAbove(item: Link, { world, ownership }: Context): string | undefined {
  const live = world.links.get(item.name);
  const { link } = item.attributes;
  if (item.kind !== 'vxlan' || live?.kind !== 'vxlan' || typeof link !== 'string') return undefined;
  if (live.attributes['link'] === link) return undefined;
  const attributes = { ...live.attributes, ...ownership.earlier(live), ...item.attributes };
  const above = closure(
    new Set([item.name, String(attributes['master'] ?? '')]),
    [...world.links.values()],
    (one) => (one.name === item.name ? [] : [...lowersOfLink(one), ...portsOf(one.name, item.name, world)]),
  );
  return above.has(link) ? link : undefined;
}

const portsOf = (master: string, but: string, { links }: World): readonly string[] =>
  links.where(masterOfLink, master).flatMap(([port]) => (port === but ? [] : [port]));

const LOOP = 'put the link on another one, or take it out of its master';

const taken = (
  item: Link,
  source: Problem['source'],
  why: string,
  hint = 'take one of the two away, or put the link on another one',
): Problem => ({
  code: 'lower-taken',
  severity: 'error',
  message: `${links.name(item)} cannot be as declared: ${why}; it is left out`,
  hint,
  source,
});
