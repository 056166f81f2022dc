import type { Link, Problem, Step } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { KINDS, PORT_KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import { type Ownership, reasonToGo, type Target } from '../target/target.ts';
import { present } from './earlier-attributes.ts';
import { missingTargets, withTargetsThere } from './filter-targets.ts';
import { settingsWithoutIpv6 } from './ipv6-settings.ts';
import { type LinkContext, type LinkPlanOptions, linkContext } from './link-context.ts';
import { byCreation, byDependency } from './link-order.ts';
import { waitingForLowers } from './lower-down.ts';
import { largeMtus } from './mtu-room.ts';
import { planLink } from './plan-link.ts';
import { takeAway } from './take-away.ts';
import { tokensWithoutRa } from './token-without-ra.ts';
import { trafficLeft } from './traffic-back.ts';

export interface PlannedLinks {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

/**
 * The most rounds of planning. Effects of links on each other settle after two or three; circular ones are left to the next
 * observation.
 */
const ROUNDS = 5;

/** Plans removals (uppermost links first), then the wanted links (lowest first), and applies all steps to the world. */
export function planLinks(
  target: Target,
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): PlannedLinks {
  const now = linkContext(target, world, ownership, options);
  const context: LinkContext = { ...now, ownership: withEarlierOf(now.before, ownership) };
  const doomed = doomedLinks(context);
  const held = stillHolding(doomed, target, world);
  const steps: Step[] = removals(
    doomed.filter((link) => !held.has(link.name)),
    context,
  );
  const problems: Problem[] = [];
  const left = new Set(forgotten(context));
  const stuck = new Set<Wanted<Link>>();
  const order = byCreation([...target.links, ...left], world);
  const planAll = (shapeOf: (wanted: Wanted<Link>) => Wanted<Link>, within: LinkContext): void => {
    for (const wanted of order) {
      // An undeclared link that was deleted together with another is not created again.
      if (stuck.has(wanted) || (left.has(wanted) && !world.links.has(wanted.item.name))) continue;
      for (const outcome of planLink(shapeOf(wanted), within)) {
        if ('severity' in outcome) {
          problems.push(outcome);
          stuck.add(wanted);
        } else steps.push(outcome);
      }
    }
  };
  const removed = steps.length;
  let waiting = false;
  const wait = (): void => {
    waiting = true;
  };
  planAll(
    (wanted) => {
      const early = withoutAfterPorts(withTargetsThere(wanted, world));
      if (early !== wanted) wait();
      return early;
    },
    { ...context, ownership: withoutMtusOfPorts(context.ownership, wait) },
  );
  // A change may undo or alter what was planned before it, and some attributes can only be set once the ports are there.
  for (let round = 1, known = removed; round < ROUNDS && (waiting || steps.length > known); round++) {
    known = steps.length;
    waiting = false;
    planAll((wanted) => withPortsThere(withTargetsThere(wanted, world), world), context);
  }
  steps.push(
    ...removals(
      doomed.filter((link) => held.has(link.name)),
      context,
    ),
  );
  const unmet = [
    ...waitingForLowers(target.links, world),
    ...largeMtus(target.links, world),
    ...missingTargets(target.links, world),
    ...trafficLeft(target.links, context),
    ...settingsWithoutIpv6(target.links, world),
    ...tokensWithoutRa(target.links, world),
  ];
  return { steps, problems: [...problems, ...unmet] };
}

const LATE_OF_PORTS = [...PORT_KINDS.values()].flatMap(({ afterPorts = [] }) => afterPorts);

/** The wanted link without attributes that can only be set once its ports, or the other ports of its master, are there. */
function withoutAfterPorts(wanted: Wanted<Link>): Wanted<Link> {
  const { item } = wanted;
  const isSaid = (name: string): boolean => name in item.attributes;
  const late = [...(KINDS.get(item.kind)?.afterPorts?.filter(isSaid) ?? []), ...LATE_OF_PORTS.filter(isSaid)];
  return late.length === 0 ? wanted : without(wanted, late);
}

function without(wanted: Wanted<Link>, names: readonly string[]): Wanted<Link> {
  const { item } = wanted;
  const attributes = Object.fromEntries(
    Object.entries(item.attributes).filter(([name]) => !names.includes(name)),
  );
  return { ...wanted, item: { ...item, attributes } };
}

/**
 * The wanted link without attributes that name ports which are not there: missing NICs, about which there are problems already.
 */
function withPortsThere(wanted: Wanted<Link>, world: World): Wanted<Link> {
  const { item } = wanted;
  const isStranger = (name: string): boolean => {
    const port = item.attributes[name];
    return typeof port === 'string' && world.links.get(port)?.attributes['master'] !== item.name;
  };
  const isApart = (name: string): boolean => {
    const sibling = item.attributes[name];
    if (typeof sibling !== 'string') return false;
    return (
      world.links.get(sibling)?.attributes['master'] !== world.links.get(item.name)?.attributes['master']
    );
  };
  const strangers = [
    ...(KINDS.get(item.kind)?.afterPorts?.filter(isStranger) ?? []),
    ...LATE_OF_PORTS.filter(isApart),
  ];
  return strangers.length === 0 ? wanted : without(wanted, strangers);
}

/** Ownership whose earlier attributes are determined by the links as they are now, before a removal releases their ports. */
function withEarlierOf(links: ReadonlyMap<string, Link>, ownership: Ownership): Ownership {
  return {
    ...ownership,
    earlier({ name, index }) {
      const link = links.get(name);
      // A link that was created again in the meantime has no earlier attributes.
      const isNew = index === undefined && link?.index !== undefined;
      return link === undefined || isNew ? {} : ownership.earlier(link);
    },
  };
}

/**
 * Leaves out the earlier MTU of bridges if the kernel is to choose it: its choice is only known once the ports are as wanted
 * (br_mtu_auto_adjust). Calls `leftOut` if it does so.
 */
function withoutMtusOfPorts(ownership: Ownership, leftOut: () => void): Ownership {
  return {
    ...ownership,
    earlier(link) {
      const earlier = ownership.earlier(link);
      if (link.kind !== 'bridge' || earlier['mtu'] !== null) return earlier;
      leftOut();
      const { mtu: _, ...others } = earlier;
      return others;
    },
  };
}

/** Our links that are no longer declared. */
function doomedLinks({ world, declared, ownership }: LinkContext): Link[] {
  return [...world.links.values()].filter(
    (link) => !declared.has(link.name) && !links.automatic(link) && ownership.owns(link),
  );
}

/**
 * Links to be removed on which a link stands that can move to another device in place, and the links below them: these are
 * removed last.
 */
function stillHolding(doomed: readonly Link[], target: Target, world: World): ReadonlySet<string> {
  const byName = new Map<unknown, Link>(doomed.map((link) => [link.name, link]));
  const held = new Set<string>();
  const hold = (name: unknown): void => {
    const link = byName.get(name);
    if (link === undefined || held.has(link.name)) return;
    held.add(link.name);
    hold(link.attributes['link']);
    hold(peerOf(link));
  };
  for (const { item } of target.links) {
    const live = world.links.get(item.name);
    if (live === undefined || !byName.has(live.attributes['link'])) continue;
    const moves = links.differences(item, live).find(({ attribute }) => attribute === 'link');
    if (moves?.how === 'live') hold(live.attributes['link']);
  }
  return held;
}

/** Removes links, uppermost first. */
function removals(doomed: readonly Link[], context: LinkContext): Step[] {
  const { world, ownership } = context;
  const order = byDependency(doomed.map((item) => ({ item, source: null, places: {} }))).reverse();
  return order.flatMap(({ item: { name } }) => {
    // The link as it is now: a port may have lost its master, and one end of a pair is deleted with the other.
    const item = world.links.get(name);
    if (item === undefined) return [];
    const notes = takeAway(item, `lost with ${name}`, context);
    return [removeStep(links, item, reasonToGo(ownership, item), notes)];
  });
}

/**
 * Foreign links that are no longer declared, with the earlier values of the attributes that we changed, as far as they can be
 * restored in place.
 */
function forgotten(context: LinkContext): Wanted<Link>[] {
  const { world, declared, ownership } = context;
  return [...world.links.values()].flatMap((link) => {
    if (declared.has(link.name) || ownership.owns(link)) return [];
    const attributes = present(ownership.earlier(link), link, context);
    const item: Link = { type: 'link', name: link.name, kind: link.kind, attributes };
    const live = links.differences(item, link).filter(({ how }) => how !== 'create');
    if (live.length === 0) return [];
    const kept = Object.fromEntries(live.flatMap(({ attribute, after = null }) => [[attribute, after]]));
    return [{ item: { ...item, attributes: kept }, source: null, places: {} }];
  });
}
