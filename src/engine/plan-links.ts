import type { Attributes, Link, Problem, Step, Value } from '../model/index.ts';
import { afterDown, afterIpv6Off, afterRemoval } from '../resources/effects.ts';
import { links } from '../resources/link/link.ts';
import type { Difference, Wanted } from '../resources/room.ts';
import { lostKey, type World } from '../resources/world.ts';
import { collateral } from './collateral.ts';
import { byDependency } from './link-order.ts';
import { changeStep, createStep, removeStep } from './steps.ts';
import type { Ownership } from './target.ts';

export interface LinkPlanOptions {
  /** Replace links even when that destroys what the configuration does not declare. */
  readonly allowRecreate: boolean;
}

export interface PlannedLinks {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

/** Plans removals (uppermost first), then the wanted links (lowest first); the world takes every effect. */
export function planLinks(
  wanted: readonly Wanted<Link>[],
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): PlannedLinks {
  const names = new Set(wanted.map((w) => w.item.name));
  const steps: Step[] = removals(world, names, ownership);
  const problems: Problem[] = [];
  const all = [...wanted, ...forgotten(world, names, ownership)];
  const declared = new Set(all.map((w) => w.item.name));
  for (const w of byDependency(all)) {
    const outcome = planLink(w, world, ownership, declared, options);
    if (outcome === undefined) continue;
    if ('severity' in outcome) problems.push(outcome);
    else steps.push(outcome);
  }
  return { steps, problems };
}

/** Our links that are no longer declared, uppermost first. */
function removals(world: World, declared: ReadonlySet<string>, ownership: Ownership): Step[] {
  const doomed = [...world.links.values()].filter(
    (link) => !declared.has(link.name) && !links.automatic(link) && ownership.owns(link),
  );
  const order = byDependency(doomed.map((item) => ({ item, source: null, places: {} }))).reverse();
  return order.flatMap(({ item }) => {
    if (!world.links.has(item.name)) return [];
    afterRemoval(world, item.name, `lost with ${item.name}`);
    return [removeStep(links, item, 'no longer declared')];
  });
}

/** Links no longer declared that were there before us: what we changed goes back to what it was. */
function forgotten(world: World, declared: ReadonlySet<string>, ownership: Ownership): Wanted<Link>[] {
  return [...world.links.values()].flatMap((link) => {
    if (declared.has(link.name)) return [];
    const attributes = ownership.earlier(link);
    if (Object.keys(attributes).length === 0) return [];
    return [
      {
        item: { type: 'link' as const, name: link.name, kind: link.kind, attributes },
        source: null,
        places: {},
      },
    ];
  });
}

function planLink(
  wanted: Wanted<Link>,
  world: World,
  ownership: Ownership,
  declared: ReadonlySet<string>,
  options: LinkPlanOptions,
): Step | Problem | undefined {
  const live = world.links.get(wanted.item.name);
  if (live === undefined) return planCreation(wanted, world);
  const born = world.born.get(live.name);
  if (born !== undefined) return planBorn(wanted, born, world);
  if (wanted.item.kind !== 'physical' && wanted.item.kind !== live.kind) {
    return planOtherKind(wanted, live, world, ownership, declared, options);
  }
  const attributes = { ...present(ownership.earlier(live), live, world), ...wanted.item.attributes };
  const target: Link = { ...wanted.item, kind: live.kind, attributes };
  const differences = links.differences(target, live);
  if (differences.length === 0) return undefined;
  const after: Link = { ...live, attributes: { ...live.attributes, ...attributes } };
  const step = changeStep(
    links,
    wanted,
    live,
    after,
    differences,
    wanted.source === null ? 'no longer declared' : 'declared',
  );
  return step.action === 'replace'
    ? planReplacement(step, wanted, live, world, declared, options)
    : takeChange(step, live, after, differences, world);
}

/** An earlier master or lower device may be gone by now. */
function present(earlier: Attributes, live: Link, world: World): Attributes {
  return Object.fromEntries(
    Object.entries(earlier).map(([name, value]): [string, Value] => {
      const missing =
        (name === 'master' || name === 'link') && typeof value === 'string' && !world.links.has(value);
      return [name, missing ? (name === 'master' ? null : (live.attributes[name] ?? null)) : value];
    }),
  );
}

function planCreation(wanted: Wanted<Link>, world: World): Step {
  const key = lostKey('link', wanted.item.name);
  const reason = world.lost.get(key)?.reason ?? 'declared';
  world.lost.delete(key);
  return createStep(links, wanted, comeIntoBeing(wanted, world), reason);
}

/** The other end of a veth that an earlier step makes: it is new, but needs no creation of its own. */
function planBorn(wanted: Wanted<Link>, reason: string, world: World): Step {
  world.born.delete(wanted.item.name);
  world.lost.delete(lostKey('link', wanted.item.name));
  const after = fresh(wanted);
  world.links.set(after.name, after);
  return createStep(links, wanted, after, reason);
}

/** A new link, and a new veth's peer with it. */
function comeIntoBeing(wanted: Wanted<Link>, world: World): Link {
  const link = fresh(wanted);
  world.links.set(link.name, link);
  const peer = link.attributes['veth.peer'];
  if (link.kind === 'veth' && typeof peer === 'string' && !world.links.has(peer)) {
    world.links.set(peer, {
      type: 'link',
      name: peer,
      kind: 'veth',
      attributes: { state: 'down', 'veth.peer': link.name },
    });
    world.born.set(peer, `made with its peer ${link.name}`);
  }
  return link;
}

const fresh = (wanted: Wanted<Link>): Link => ({
  ...wanted.item,
  attributes: { ...wanted.creation, ...wanted.item.attributes },
});

function planOtherKind(
  wanted: Wanted<Link>,
  live: Link,
  world: World,
  ownership: Ownership,
  declared: ReadonlySet<string>,
  options: LinkPlanOptions,
): Step | Problem {
  if (!ownership.owns(live) && !options.allowRecreate) {
    return {
      code: 'other-kind',
      severity: 'error',
      stops: true,
      message: `${live.name} is declared as a ${wanted.item.kind}, but there is a ${live.kind} of that name which nlapply did not make`,
      hint: 'rename one of them, remove the link, or replace it with --allow-recreate',
      source: wanted.source,
    };
  }
  const kind: Difference = { attribute: 'kind', before: live.kind, after: wanted.item.kind, how: 'create' };
  const step = changeStep(links, wanted, live, fresh(wanted), [kind], 'declared');
  return planReplacement(step, wanted, live, world, declared, options);
}

function planReplacement(
  step: Step,
  wanted: Wanted<Link>,
  live: Link,
  world: World,
  declared: ReadonlySet<string>,
  options: LinkPlanOptions,
): Step | Problem {
  const victims = collateral(world, live, declared);
  const forcing = step.changes
    .filter((c) => c.forces)
    .map((c) => c.attribute)
    .join(', ');
  if (victims.length > 0 && !options.allowRecreate) {
    return {
      code: 'recreate',
      severity: 'error',
      stops: true,
      message: `${live.name} would have to be made anew (${forcing} cannot change in place), which destroys what is not declared: ${victims.join(', ')}`,
      hint: 'declare these, or allow it with --allow-recreate',
      source: wanted.source,
    };
  }
  afterRemoval(world, live.name, `lost when ${live.name} is made anew`);
  const after = comeIntoBeing(wanted, world);
  const notes = [
    `${live.name} is deleted and made anew: it is down for a moment, its index and counters start again`,
  ];
  return { ...step, after, notes: victims.length > 0 ? [...notes, `destroys ${victims.join(', ')}`] : notes };
}

function takeChange(
  step: Step,
  live: Link,
  after: Link,
  differences: readonly Difference[],
  world: World,
): Step {
  world.links.set(after.name, after);
  const notes: string[] = [];
  const mtu = after.attributes['mtu'];
  const goesDown = live.attributes['state'] === 'up' && after.attributes['state'] === 'down';
  if (goesDown || differences.some((d) => d.how === 'down')) {
    afterDown(world, live.name, `lost when ${live.name} goes down`);
    notes.push(
      `${live.name} goes down${goesDown ? '' : ' for a moment'}: its routes and IPv6 addresses go with it`,
    );
  }
  if (typeof mtu === 'number' && mtu < 1280 && Number(live.attributes['mtu']) >= 1280) {
    afterIpv6Off(world, live.name, `lost when the MTU of ${live.name} falls below 1280`);
    notes.push(`with an MTU below 1280 ${live.name} has no IPv6`);
  }
  return { ...step, notes };
}
