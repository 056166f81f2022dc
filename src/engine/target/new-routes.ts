import { readRoutesOf, sourceAt } from '../../model/declared-routes.ts';
import { type Declared, type PackedSeen, type Route, SEEN, type StepRun } from '../../model/index.ts';
import { formatAddress } from '../../netlink/index.ts';
import { lastText } from '../../resources/last-text.ts';
import type { Wanted } from '../../resources/room.ts';
import { nameOf, routes } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';
import { createStep } from '../objects/steps.ts';
import type { NewRoutes, Target } from './target.ts';
import { onLink } from './wanted.ts';
import { isStranger } from './without-strangers.ts';

/** Whether a packed route is to be created: its place is free, and its device is one link. */
export const isNew = ({ routes: { on }, links, states }: PackedSeen, number: number): boolean =>
  states[number] === SEEN.ABSENT && links[on[number] ?? 0] !== undefined;

/** The packed routes to create. */
export function newRoutes(declared: readonly Declared<Route>[], seen: PackedSeen): NewRoutes {
  const { states } = seen;
  if (!states.includes(SEEN.ABSENT)) return { seen, numbers: new Uint32Array(0), declared };
  const numbers = new Uint32Array(states.length);
  let count = 0;
  for (let number = 0; number < states.length; number += 1) {
    if (!isNew(seen, number)) continue;
    numbers[count] = number;
    count += 1;
  }
  return { seen, numbers: numbers.subarray(0, count), declared };
}

/**
 * The steps that create the new routes of a target, as one run. They do not depend on each other: each has a gateway, and none of them is
 * needed to reach a gateway. Routes over links that are missing or down are left out of the run, as they may need a message.
 */
export function runOfNew(
  target: Target,
  world: World,
): { readonly run: StepRun | undefined; readonly others: Target } {
  const { newRoutes: all, ...others } = target;
  if (all === undefined || all.numbers.length === 0) return { run: undefined, others };
  const { seen, numbers } = all;
  const { on } = seen.routes;
  const strangers = new Set(target.links.flatMap(({ item }) => (isStranger(item, world) ? [item.name] : [])));
  const isReady = seen.links.map((name) => {
    const link = name === undefined || strangers.has(name) ? undefined : world.links.get(name);
    return link !== undefined && link.attributes['state'] !== 'down';
  });
  const ready = isReady.every((is) => is) ? numbers : numbers.filter((number) => isReady[on[number] ?? 0]);
  const run =
    ready.length === 0
      ? undefined
      : { seen, numbers: ready, stepOf: stepMaker(all), titleOf: titleMaker(all) };
  if (ready.length === numbers.length) return { run, others };
  const late: Wanted<Route>[] = [];
  numbers.forEach((number) => {
    const one = isReady[on[number] ?? 0] === true ? undefined : wantedOf(all, number);
    if (one !== undefined) late.push(one);
  });
  return { run, others: { ...others, routes: [...target.routes, ...late] } };
}

function wantedOf({ seen, declared }: NewRoutes, number: number): Wanted<Route> | undefined {
  const { places, on } = seen.routes;
  const one = declared[places[number] ?? 0];
  const link = seen.links[on[number] ?? 0];
  return one === undefined || link === undefined ? undefined : onLink(one, link);
}

function stepMaker(all: NewRoutes): StepRun['stepOf'] {
  return (number) => {
    const wanted = wantedOf(all, number);
    if (wanted === undefined) throw new RangeError(`there is no packed route ${number}`);
    return createStep(routes, wanted, routes.normal(wanted.item), 'declared');
  };
}

function titleMaker({ seen, declared }: NewRoutes): StepRun['titleOf'] {
  const { routes: packed, links } = seen;
  const { destinations, lengths, tables, metrics, gateways, on, places } = packed;
  const read = readRoutesOf(declared);
  // Other columns do not matter.
  const sourceOf =
    read?.packed === packed ? read.sourceOf : (number: number) => sourceAt(declared, places[number] ?? 0);
  const gatewayText = lastText();
  return (number) => ({
    name: nameOf({
      kind: 'unicast',
      family: 4,
      link: links[on[number] ?? 0] ?? null,
      table: tables[number] ?? 0,
      metric: metrics[number] ?? 0,
      to: `${formatAddress(destinations[number] ?? 0)}/${lengths[number]}`,
      via: gatewayText(gateways[number] ?? 0),
    }),
    source: sourceOf(number),
  });
}
