import { alternativeNamesOf, type Link, type Place, type Problem, type Step } from '../../model/index.ts';
import { links } from '../../resources/link/link.ts';
import { renameLink } from '../../resources/rename.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { nameHolder, temporaryName } from '../objects/names.ts';
import { changeStep } from '../objects/steps.ts';
import type { Target } from '../target/target.ts';
import type { PlannedLinks } from './plan-links.ts';
import { takeChange } from './take-change.ts';

/**
 * Renames links to their wanted names. If another link is to give up a name, it is renamed first; a cycle is resolved with a
 * temporary name.
 * @param live whether the kernel can rename a link that is up; otherwise the link goes down for a moment
 * @param leave removes the link that has a name, if nobody wants it
 */
export function planRenames(
  target: Target,
  world: World,
  live = true,
  leave: (name: string) => Step | undefined = () => undefined,
): PlannedLinks {
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const pending = new Map(target.renames);
  const leaving = new Map([...pending].map(([name, current]) => [current, name]));
  const wanted = new Map(target.links.map((w) => [w.item.name, w]));
  const rename = (current: string, name: string, goal: string): void => {
    steps.push(...renameSteps(world, current, name, live, wanted.get(goal)));
  };
  for (const start of target.renames.keys()) {
    const chain = chainFrom(start, pending, leaving);
    const end = chain.at(-1);
    if (end === undefined) continue;
    const current = pending.get(end) ?? end;
    const given = takeAlternativeName(world, end, current, wanted.get(end));
    if (given !== undefined) steps.push(given);
    const blocker = nameHolder(world, end, current);
    const cycle = blocker === end && leaving.get(end) === start;
    const left = blocker === end && !cycle && !leaving.has(end) ? leave(end) : undefined;
    if (left !== undefined) steps.push(left);
    else if (blocker !== undefined && !cycle) {
      problems.push(...chain.map((name) => nameTaken(name, pending.get(name) ?? name, wanted.get(name))));
      for (const name of chain) pending.delete(name);
      continue;
    }
    if (cycle) {
      // The chain is a cycle: its first link gets a temporary name.
      const temporary = temporaryName(world);
      rename(blocker, temporary, start);
      pending.set(start, temporary);
    }
    for (const name of chain.reverse()) {
      rename(pending.get(name) ?? name, name, name);
      pending.delete(name);
    }
  }
  return { steps, problems };
}

/** The wanted name, then the wanted name of the link that has it now, and so on; each name once. */
function chainFrom(
  start: string,
  pending: ReadonlyMap<string, string>,
  leaving: ReadonlyMap<string, string>,
): string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  for (let name: string | undefined = start; name !== undefined && pending.has(name) && !seen.has(name); ) {
    chain.push(name);
    seen.add(name);
    name = leaving.get(name);
  }
  return chain;
}

/**
 * The step that removes a wanted name from the alternative names of another link: names and alternative names share one space in
 * the kernel.
 */
function takeAlternativeName(
  world: World,
  name: string,
  current: string,
  wanted: Wanted<Link> | undefined,
): Step | undefined {
  const holder = nameHolder(world, name, current);
  const before = holder === undefined || holder === name ? undefined : world.links.get(holder);
  if (before === undefined) return undefined;
  const had = alternativeNamesOf(before);
  const left = had.filter((other) => other !== name);
  const after = { ...before, attributes: { ...before.attributes, [ALTERNATIVE]: left } };
  world.links.set(before.name, after);
  const place = wanted?.places['set-name'];
  const difference = { attribute: ALTERNATIVE, before: [...had], after: left, how: 'live' } as const;
  return changeStep(
    links,
    {
      item: after,
      source: wanted?.source ?? null,
      places: place === undefined ? {} : { [ALTERNATIVE]: place },
    },
    before,
    after,
    [difference],
    `${name} becomes the name of ${current}`,
  );
}

const ALTERNATIVE = 'alternative-names';

function renameSteps(
  world: World,
  current: string,
  name: string,
  live: boolean,
  wanted: Wanted<Link> | undefined,
): Step[] {
  const before = world.links.get(current);
  if (before === undefined) return [];
  renameLink(world, current, name);
  const after = world.links.get(name) ?? before;
  const places: Readonly<Record<string, Place>> =
    wanted?.places['set-name'] === undefined ? {} : { name: wanted.places['set-name'] };
  const falls = !live && before.attributes['state'] === 'up';
  const difference = {
    attribute: 'name',
    before: current,
    after: name,
    how: falls ? 'down' : 'live',
  } as const;
  const step = changeStep(
    links,
    { item: after, source: wanted?.source ?? null, places },
    before,
    after,
    [difference],
    wanted === undefined ? 'no longer declared' : 'declared',
  );
  return falls ? takeChange(step, after, after, [difference], world) : [step];
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
