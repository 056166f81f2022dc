import type { Link, Problem, Step } from '../../model/index.ts';
import { mirrored, PAIRS, peerOf } from '../../model/language/pairs.ts';
import { followPorts } from '../../resources/effects.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import { afterShared } from '../../resources/link/shared.ts';
import type { Wanted } from '../../resources/room.ts';
import { lostKey, type World } from '../../resources/world.ts';
import { nameHolder } from '../objects/names.ts';
import { createStep } from '../objects/steps.ts';
import { withoutIpv6Settings } from './ipv6-settings.ts';
import { lacking } from './lacking.ts';
import type { LinkContext, LinkOutcome } from './link-context.ts';
import { makeWay } from './make-way.ts';
import { newMtu } from './usual-mtu.ts';

/** Plans the creation of a link that does not exist. */
export function planCreation(wanted: Wanted<Link>, context: LinkContext): LinkOutcome {
  const { world } = context;
  const { item } = wanted;
  if (!KINDS.has(item.kind)) return [cannotMake(wanted, world)];
  const peer = peerOf(item);
  const inTheWay = peer === undefined ? undefined : world.links.get(peer);
  // The peer is declared and was planned before: either it is right, or there is a problem about it.
  if (inTheWay !== undefined)
    return inTheWay.facts?.peerElsewhere === true ? [peerElsewhere(wanted, inTheWay)] : [];
  const holder = nameHolder(world, item.name);
  if (holder !== undefined) return [nameTaken(wanted, holder)];
  const lack = lacking(wanted);
  if (lack !== undefined) return [lack];
  const key = lostKey('link', item.name);
  const lost = world.lost.get(key);
  const whole = lost?.item.type === 'link' ? wholly(wanted, lost.item) : wanted;
  const way = makeWay(whole, whole.item, context);
  if (way.some((outcome) => 'severity' in outcome)) return way;
  world.lost.delete(key);
  const { link, notes } = comeIntoBeing(whole, world);
  return [...way, createStep(links, whole, link, lost?.reason ?? 'declared', notes)];
}

/**
 * The step for the peer of a link that an earlier step creates: the peer is new, but needs no request of its own to create it.
 */
export function planBorn(wanted: Wanted<Link>, reason: string, world: World): Step {
  world.born.delete(wanted.item.name);
  world.lost.delete(lostKey('link', wanted.item.name));
  const after = fresh(wanted);
  const notes = place(world, after);
  return createStep(links, wanted, after, reason, notes);
}

/** A new link, with notes for the user about what it does to others. */
interface NewLink {
  readonly link: Link;
  readonly notes: readonly string[];
}

/** Adds a new link to the world, and its peer if it is one of a pair. */
export function comeIntoBeing(wanted: Wanted<Link>, world: World): NewLink {
  // A replaced link may have had an MTU that is high enough for IPv6, unlike the new one.
  const link = fresh(withoutIpv6Settings(wanted, world));
  const notes = place(world, link);
  const pair = PAIRS[link.kind];
  const peer = peerOf(link);
  if (pair !== undefined && peer !== undefined && !world.links.has(peer)) {
    const attributes = { [pair.peer]: link.name, ...mirrored(link.kind, link.attributes) };
    place(world, { type: 'link', name: peer, kind: link.kind, attributes });
    world.born.set(peer, `made with its peer ${link.name}`);
  }
  return { link, notes };
}

/**
 * A link to be restored lists only some attributes. If it must be created again for them, it also keeps the others that it had.
 */
export function wholly(wanted: Wanted<Link>, was: Link): Wanted<Link> {
  if (wanted.source !== null) return wanted;
  const late = KINDS.get(was.kind)?.afterPorts ?? [];
  const before = Object.fromEntries(Object.entries(was.attributes).filter(([name]) => !late.includes(name)));
  return { ...wanted, item: { ...wanted.item, attributes: { ...before, ...wanted.item.attributes } } };
}

export const fresh = (wanted: Wanted<Link>): Link => ({
  ...wanted.item,
  attributes: { ...wanted.creation, ...wanted.item.attributes },
});

/**
 * Adds a new link to the world: it is down and has no master. Its MTU, on which IPv6 depends, may be that of its lower devices.
 * Returns notes about bridges that follow its MTU, and about links that share something with it.
 */
export function place(world: World, link: Link): readonly string[] {
  const mtu = newMtu(link, world);
  const attributes = { state: 'down', master: null, ...(mtu !== undefined && { mtu }), ...link.attributes };
  const placed = { ...link, attributes };
  world.links.set(link.name, placed);
  if (link.attributes['mtu'] === undefined) world.mtuSet.delete(link.name);
  else world.mtuSet.add(link.name);
  return [...afterShared(world, undefined, placed), ...followPorts(world, undefined, placed)];
}

function cannotMake({ item, source }: Wanted<Link>, world: World): Problem {
  const reason = world.lost.get(lostKey('link', item.name))?.reason;
  return {
    code: 'link-missing',
    severity: 'error',
    message: `there is no ${item.kind === 'physical' ? 'link' : item.kind} ${item.name}${reason === undefined ? '' : ` any more: it ${reason}`}; what is declared on it is left out`,
    source,
  };
}

function nameTaken({ item, source }: Wanted<Link>, holder: string): Problem {
  return {
    code: 'name-taken',
    severity: 'error',
    message: `${item.kind} ${item.name} cannot be made: ${item.name} is an alternative name of ${holder}; what is declared on it is left out`,
    hint: `give it another name, or take the alternative name away: ip link property del dev ${holder} altname ${item.name}`,
    source,
  };
}

function peerElsewhere({ item, source, places }: Wanted<Link>, peer: Link): Problem {
  return {
    code: 'peer-elsewhere',
    severity: 'error',
    message: `${item.kind} ${item.name} cannot be made: the other end of ${peer.name} is in another network namespace; what is declared on ${item.name} is left out`,
    hint: `bring that end back as ${item.name}, or delete ${peer.name} to have the pair made anew`,
    source: places[PAIRS[item.kind]?.peer ?? ''] ?? source,
  };
}
