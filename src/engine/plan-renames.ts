import type { Link, Place, Problem, Step } from '../model/index.ts';
import { links } from '../resources/link/link.ts';
import type { Wanted } from '../resources/room.ts';
import { renameLink, type World } from '../resources/world.ts';
import type { PlannedLinks } from './plan-links.ts';
import { changeStep } from './steps.ts';
import type { Target } from './target.ts';

/** Renames links to their wanted names; a name that another link is about to leave is waited for, a cycle broken by a temporary name. */
export function planRenames(target: Target, world: World): PlannedLinks {
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const pending = new Map(target.renames);
  const wanted = new Map(target.links.map((w) => [w.item.name, w]));
  const take = (current: string, name: string, w: Wanted<Link> | undefined): void => {
    const step = renameStep(world, current, name, w);
    if (step !== undefined) steps.push(step);
  };
  while (pending.size > 0) {
    const free = [...pending].find(([name]) => !world.links.has(name));
    if (free !== undefined) {
      const [name, current] = free;
      pending.delete(name);
      take(current, name, wanted.get(name));
      continue;
    }
    const cycle = [...pending].find(([name]) => [...pending.values()].includes(name));
    if (cycle === undefined) {
      for (const [name, current] of pending) problems.push(nameTaken(name, current, wanted.get(name)));
      break;
    }
    const [name, current] = cycle;
    const temporary = temporaryName(world);
    take(current, temporary, wanted.get(name));
    pending.set(name, temporary);
  }
  return { steps, problems };
}

function renameStep(
  world: World,
  current: string,
  name: string,
  wanted: Wanted<Link> | undefined,
): Step | undefined {
  const before = world.links.get(current);
  if (before === undefined) return undefined;
  renameLink(world, current, name);
  const after = world.links.get(name) ?? before;
  const places: Readonly<Record<string, Place>> =
    wanted?.places['set-name'] === undefined ? {} : { name: wanted.places['set-name'] };
  const difference = { attribute: 'name', before: current, after: name, how: 'live' } as const;
  return changeStep(
    links,
    { item: after, source: wanted?.source ?? null, places },
    before,
    after,
    [difference],
    wanted === undefined ? 'no longer declared' : 'declared',
  );
}

function nameTaken(name: string, current: string, wanted: Wanted<Link> | undefined): Problem {
  return {
    code: 'name-taken',
    severity: 'error',
    stops: true,
    message: `${current} cannot be renamed to ${name}: another link has that name`,
    hint: 'rename or remove the other link, or choose another "set-name"',
    source: wanted?.places['set-name'] ?? wanted?.source ?? null,
  };
}

function temporaryName(world: World): string {
  const taken = new Set(
    [...world.links.values()].flatMap((l) => [l.name, ...(l.facts?.alternativeNames ?? [])]),
  );
  for (let n = 0; ; n++) if (!taken.has(`rename${n}`)) return `rename${n}`;
}
