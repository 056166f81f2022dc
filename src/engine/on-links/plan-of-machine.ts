import type { AddressLabel, FouPort, OfMachine, Problem, Step } from '../../model/index.ts';
import { fouPorts } from '../../resources/fou/fou.ts';
import { labels } from '../../resources/label/label.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import type { Ownership, Target } from '../target/target.ts';
import { type PlannedItems, planItems } from './plan-items.ts';
import type { Planning } from './planning.ts';
import { portsToOpen } from './ports-to-open.ts';
import type { Sources } from './source-addresses.ts';

/** Plans FOU ports and address labels, and applies the steps to the world. */
export function planOfMachine(
  target: Target,
  sources: Sources,
  world: World,
  ownership: Ownership,
): { readonly planned: readonly PlannedItems<OfMachine>[]; readonly problems: readonly Problem[] } {
  const { possible, problems } = portsToOpen(there(target.fouPorts, world), world, sources);
  return {
    planned: [
      planAmongOrphans(fouPlanning, possible, world, ownership),
      planAmongOrphans(labelPlanning, there(target.addressLabels, world), world, ownership),
    ],
    problems,
  };
}

/**
 * Plans objects of one type. What is only for an interface that somebody has removed, and is in the place of a wanted one, goes
 * first: it serves nobody, and the new interface may get the index of the former one.
 */
function planAmongOrphans<T extends OfMachine>(
  planning: Planning<T>,
  wanted: readonly Wanted<T>[],
  world: World,
  ownership: Ownership,
): PlannedItems<T> {
  const live = planning.live(world);
  const orphans = [...live].filter(([, { link }]) => link?.startsWith('#') === true);
  if (orphans.length === 0) return planItems(planning, wanted, world, ownership);
  const placeOf = (item: T): string => planning.room.key({ ...item, link: null });
  const taken = new Set(wanted.map(({ item }) => placeOf(item)));
  const going = orphans.filter(([, item]) => taken.has(placeOf(item)));
  for (const [key] of going) live.delete(key);
  const steps = going.map(([, item]) => removeStep(planning.room, item, 'its interface is gone'));
  const planned = planItems(planning, wanted, world, ownership);
  return { ...planned, steps: [...steps, ...planned.steps] };
}

/** The wanted objects whose links exist. There is a problem about each link that does not. */
const there = <T extends OfMachine>(wanted: readonly Wanted<T>[], { links }: World): readonly Wanted<T>[] =>
  wanted.filter(({ item: { link } }) => link === null || links.has(link));

const isThere =
  ({ links }: World) =>
  ({ link }: OfMachine): boolean =>
    link === null || links.has(link);

const fouPlanning: Planning<FouPort> = {
  room: fouPorts,
  live: (world) => world.fouPorts,
  restorer: isThere,
  // Two sockets cannot have a port if one of them takes it from everybody.
  removeFirst(remaining) {
    const taken = new Set(remaining.map(socketOf));
    return (port) => taken.has(socketOf(port));
  },
};

const socketOf = ({ family, port }: FouPort): string => `${family} ${port}`;

const labelPlanning: Planning<AddressLabel> = {
  room: labels,
  live: (world) => world.addressLabels,
  restorer: isThere,
};

/**
 * The steps that remove what is only for a link that goes: the kernel would keep it, for an index that no link has. They
 * come before the link goes. What others have for a link that does not come back is left to them.
 */
export const retireOrphans = ({ orphans, links }: World, ownership: Ownership): readonly Step[] =>
  orphans.flatMap(({ item, reason }) =>
    ownership.owns(item) || links.has(item.link ?? '') ? [removal(item, reason)] : [],
  );

const removal = (item: OfMachine, reason: string): Step =>
  item.type === 'fou' ? removeStep(fouPorts, item, reason) : removeStep(labels, item, reason);
