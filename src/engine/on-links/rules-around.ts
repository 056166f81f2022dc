import type { Rule, Step } from '../../model/index.ts';
import { ruleIdentity, ruleName } from '../../resources/rule/selector.ts';
import { isTakenFor } from '../../resources/rule/taken-for.ts';
import type { World } from '../../resources/world.ts';

export type Entry = readonly [string, Rule];

/** The rules of one family and priority: the kernel evaluates them in the order in which they were added. */
export const levelOf = ({ family, priority }: Rule): readonly string[] => [`${family} ${priority ?? 'any'}`];

/** Rules in their order, by family and priority. */
export type Levels = ReadonlyMap<string, readonly Rule[]>;

/** The same rules, by family and priority, in the order that they have. */
export function byLevel<T>(all: readonly T[], ruleOf: (one: T) => Rule): ReadonlyMap<string, readonly T[]> {
  const levels = new Map<string, T[]>();
  for (const one of all) {
    const [term = ''] = levelOf(ruleOf(one));
    const level = levels.get(term);
    if (level === undefined) levels.set(term, [one]);
    else level.push(one);
  }
  return levels;
}

const levelIn = ({ rules }: World, rule: Rule): readonly Entry[] =>
  levelOf(rule).flatMap((term) => rules.where(levelOf, term));

/**
 * The rules that must be created again when a rule is removed (it is in the world) or created (it is not yet): the kernel would
 * otherwise delete another rule that matches the request, or add the new rule behind one that it was in front of. Undefined if
 * there are none. The world is updated.
 */
function rulesAround(world: World, rule: Rule, key: string, order: Levels): readonly Rule[] | undefined {
  const level = levelIn(world, rule);
  const isThere = level.some(([other]) => other === key);
  const around = isThere ? aroundGoing(level, key, rule) : aroundNew(level, key, rule, order);
  for (const [other, item] of around ?? []) {
    if (isThere && other === key) continue;
    world.rules.delete(other);
    world.rules.set(other, item);
  }
  return around?.map(([, item]) => item);
}

function aroundGoing(level: readonly Entry[], key: string, rule: Rule): readonly Entry[] | undefined {
  const first = level.findIndex(([, other]) => isTakenFor(other, rule));
  return level[first]?.[0] === key ? undefined : level.slice(startOf(level, first));
}

function aroundNew(
  level: readonly Entry[],
  key: string,
  rule: Rule,
  order: Levels,
): readonly Entry[] | undefined {
  const next = placeOf(rule, level, order);
  if (next < 0) return level.some(([, other]) => isTakenFor(other, rule)) ? [[key, rule]] : undefined;
  return [...level.slice(startOf(level, next), next), [key, rule], ...level.slice(next)];
}

/** The position of the first rule that `rule` was in front of; -1 if there is none. */
function placeOf(rule: Rule, level: readonly Entry[], order: Levels): number {
  const [own = ''] = levelOf(rule);
  const texts = order.get(own)?.map(ruleIdentity) ?? [];
  const at = texts.indexOf(ruleIdentity(rule));
  if (at < 0) return -1;
  const behind = new Set(texts.slice(at + 1));
  return level.findIndex(([, other]) => behind.has(ruleIdentity(other)));
}

/** The keys of rules of one family and priority, in their order; those that are not in it are left out. */
export function keysInOrder(level: readonly Entry[], order: readonly Rule[]): readonly string[] {
  const keys = new Map(level.map(([key, rule]) => [ruleIdentity(rule), key]));
  return order.flatMap((rule) => keys.get(ruleIdentity(rule)) ?? []);
}

/**
 * The position from which on rules can be removed one after the other such that each is the first one that matches its request.
 */
export function startOf(level: readonly Entry[], first: number): number {
  let start = first;
  for (let i = start; i < level.length; i++) {
    const rule = level[i]?.[1];
    if (rule === undefined) continue;
    const found = level.findIndex(([, other]) => isTakenFor(other, rule));
    // The one further in front is removed as well, and its own request may match one before it.
    if (found < start) {
      start = found;
      i = found - 1;
    }
  }
  return start;
}

/** Rules that cannot be confused with one that stays are removed first, so that fewer have to be created again. */
export function rulesInRemovalOrder(going: readonly Entry[], world: World): readonly Entry[] {
  const keys = new Set(going.map(([key]) => key));
  const isHidden = ([, rule]: Entry): boolean =>
    levelIn(world, rule).some(([key, other]) => !keys.has(key) && isTakenFor(other, rule));
  const inOrder = [...going].reverse();
  return [...inOrder.filter((entry) => !isHidden(entry)), ...inOrder.filter(isHidden)];
}

/** The step that creates or removes a rule, with the rules that must be created again for it. */
export function withRulesAround(step: Step, world: World, rule: Rule, key: string, order: Levels): Step {
  const around = rulesAround(world, rule, key, order);
  if (around === undefined) return step;
  const others = around.filter((rule) => rule !== step.before && rule !== step.after);
  if (others.length === 0) return { ...step, around };
  const why =
    step.before === null ? 'it comes in front of others' : 'the kernel would take another rule for it';
  const note = `${why}: made anew in their order, none missing meanwhile: ${others.map(ruleName).join(', ')}`;
  return { ...step, around, notes: [...step.notes, note] };
}
