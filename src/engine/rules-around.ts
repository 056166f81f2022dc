import type { Rule, Step } from '../model/index.ts';
import { OUR_PROTOCOL } from '../resources/mark.ts';
import { ruleKey, ruleName } from '../resources/rule/selector.ts';
import { isTakenFor } from '../resources/rule/taken-for.ts';
import type { World } from '../resources/world.ts';

type Entry = readonly [string, Rule];

/** Rules of a family and a priority are asked in the order in which they came. */
const levelOf = ({ family, priority }: Rule): readonly string[] => [`${family} ${priority ?? 'any'}`];

const levelIn = ({ rules }: World, rule: Rule): readonly Entry[] =>
  levelOf(rule).flatMap((term) => rules.where(levelOf, term));

/**
 * The rules that have to be made anew around one that is removed (it is in the world) or made (it is not yet), lest the kernel take
 * another one for it, or it come behind one that it was in front of; undefined when there are none. The world has them in their
 * places afterwards.
 */
function rulesAround(
  world: World,
  rule: Rule,
  key: string,
  order: readonly Rule[],
): readonly Rule[] | undefined {
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
  order: readonly Rule[],
): readonly Entry[] | undefined {
  const next = placeOf(rule, level, order);
  if (next < 0) return level.some(([, other]) => isTakenFor(other, rule)) ? [[key, rule]] : undefined;
  return [...level.slice(startOf(level, next), next), [key, rule], ...level.slice(next)];
}

/** Where the first is that the rule was in front of. */
function placeOf(rule: Rule, level: readonly Entry[], order: readonly Rule[]): number {
  const [own] = levelOf(rule);
  const texts = order.filter((other) => levelOf(other)[0] === own).map(textOf);
  const behind = new Set(texts.slice(texts.indexOf(textOf(rule)) + 1));
  return texts.includes(textOf(rule)) ? level.findIndex(([, other]) => behind.has(textOf(other))) : -1;
}

const textOf = (rule: Rule): string => `${ruleKey(rule)} ${rule.protocol ?? OUR_PROTOCOL}`;

/** From where on rules can be removed one after the other, each the first that the kernel takes for it. */
function startOf(level: readonly Entry[], first: number): number {
  let start = first;
  for (let i = start; i < level.length; i++) {
    const rule = level[i]?.[1];
    if (rule === undefined) continue;
    const found = level.findIndex(([, other]) => isTakenFor(other, rule));
    // What is further in front is removed, too, and may be taken for something there.
    if (found < start) {
      start = found;
      i = found - 1;
    }
  }
  return start;
}

/** Those that the kernel tells from all that stay go first: there are fewer to be made anew then. */
export function rulesInRemovalOrder(going: readonly Entry[], world: World): readonly Entry[] {
  const keys = new Set(going.map(([key]) => key));
  const isHidden = ([, rule]: Entry): boolean =>
    levelIn(world, rule).some(([key, other]) => !keys.has(key) && isTakenFor(other, rule));
  const inOrder = [...going].reverse();
  return [...inOrder.filter((entry) => !isHidden(entry)), ...inOrder.filter(isHidden)];
}

/** The step that makes or removes a rule, with what has to be made anew with it. */
export function withRulesAround(
  step: Step,
  world: World,
  rule: Rule,
  key: string,
  order: readonly Rule[],
): Step {
  const around = rulesAround(world, rule, key, order);
  if (around === undefined) return step;
  const others = around.filter((rule) => rule !== step.before && rule !== step.after);
  if (others.length === 0) return { ...step, around };
  const why =
    step.before === null ? 'it comes in front of others' : 'the kernel would take another rule for it';
  const note = `${why}: made anew in their order, none missing meanwhile: ${others.map(ruleName).join(', ')}`;
  return { ...step, around, notes: [...step.notes, note] };
}
