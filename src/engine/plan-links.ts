import type { Link, Problem, Step } from '../model/index.ts';
import { peerOf } from '../model/language/pairs.ts';
import { addresses } from '../resources/address/address.ts';
import { KINDS, PORT_KINDS } from '../resources/link/kinds.ts';
import { links } from '../resources/link/link.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import { present } from './earlier-attributes.ts';
import { settingsWithoutIpv6 } from './ipv6-settings.ts';
import type { LinkContext, LinkPlanOptions } from './link-context.ts';
import { byCreation, byDependency } from './link-order.ts';
import { waitingForLowers } from './lower-down.ts';
import { largeMtus } from './mtu-room.ts';
import { once } from './once.ts';
import { planLink } from './plan-link.ts';
import { removeStep } from './steps.ts';
import { takeAway } from './take-away.ts';
import { type Ownership, reasonToGo, type Target } from './target.ts';

export interface PlannedLinks {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

/** What links do to each other comes to rest after two rounds or three; what cannot (a circle) is left to the next look. */
const ROUNDS = 5;

/** Plans removals (uppermost first), then the wanted links (lowest first); the world takes every effect. */
export function planLinks(
  target: Target,
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): PlannedLinks {
  const wanted = new Map(target.links.map(({ item }) => [item.name, item]));
  const context: LinkContext = {
    world,
    ownership: withEarlierOf(world, ownership),
    declared: new Set(wanted.keys()),
    wanted,
    declaredAddresses: once(() => new Set(target.addresses.map((w) => addresses.key(w.item)))),
    ...options,
  };
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
      // One that nobody declares and that went with another is not made anew.
      if (stuck.has(wanted) || (left.has(wanted) && !world.links.has(wanted.item.name))) continue;
      for (const outcome of planLink(shapeOf(wanted), within)) {
        if ('severity' in outcome) {
          problems.push(outcome);
          stuck.add(wanted);
        } else steps.push(outcome);
      }
    }
  };
  const before = steps.length;
  let waiting = false;
  const wait = (): void => {
    waiting = true;
  };
  planAll(
    (wanted) => {
      const early = withoutAfterPorts(wanted);
      if (early !== wanted) wait();
      return early;
    },
    { ...context, ownership: withoutMtusOfPorts(context.ownership, wait) },
  );
  // A change may take along, or alter, what came before it; and some attributes need the ports.
  for (let round = 1, known = before; round < ROUNDS && (waiting || steps.length > known); round++) {
    known = steps.length;
    waiting = false;
    planAll((wanted) => withPortsThere(wanted, world), context);
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
    ...settingsWithoutIpv6(target.links, world),
  ];
  return { steps, problems: [...problems, ...unmet] };
}

const LATE_OF_PORTS = [...PORT_KINDS.values()].flatMap(({ afterPorts = [] }) => afterPorts);

/** Without what can be set only when the ports are there, or when a port's siblings are. */
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

/** Without the ports that it names and that are not there: NICs that are missing, which has been complained about. */
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

/** What links were like is told by how they are now, before a removal releases its ports. */
function withEarlierOf(world: World, ownership: Ownership): Ownership {
  const links = new Map(world.links);
  return {
    ...ownership,
    earlier({ name, index }) {
      const link = links.get(name);
      // One that was made anew meanwhile never was anything else.
      const isNew = index === undefined && link?.index !== undefined;
      return link === undefined || isNew ? {} : ownership.earlier(link);
    },
  };
}

/** Which MTU the kernel would choose for a bridge shows only when its ports are as they are to be (br_mtu_auto_adjust). */
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

/** Doomed links with something on them that can move elsewhere in place, and what these stand on: they go last. */
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
    // As it is by now: a port of ours may have lost its master, one end of a pair goes with the other.
    const item = world.links.get(name);
    if (item === undefined) return [];
    const notes = takeAway(item, `lost with ${name}`, context);
    return [removeStep(links, item, reasonToGo(ownership, item), notes)];
  });
}

/** Links no longer declared that were there before us: what we changed goes back to what it was, as far as it can in place. */
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
