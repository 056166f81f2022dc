import type { Rule, Step } from '../../model/index.ts';
import { rules } from '../../resources/rule/rule.ts';
import { ruleName } from '../../resources/rule/selector.ts';
import { isTakenFor } from '../../resources/rule/taken-for.ts';
import type { World } from '../../resources/world.ts';
import { changeStep } from '../objects/steps.ts';
import type { Matched } from './planning.ts';
import { byLevel, type Entry, keysInOrder, type Levels, levelOf, startOf } from './rules-around.ts';

/**
 * The steps that bring rules of one priority in their order: one for each family and priority where they are in another. The
 * world is updated.
 * @param order all rules in their earlier order, on the way back; otherwise that of the declaration counts, among rules of ours
 */
export function rulesInOrder(
  matched: readonly Matched<Rule>[],
  world: World,
  order: Levels,
): readonly Step[] {
  const placed = matched.filter(({ wanted }) => wanted.item.priority !== undefined);
  return [...byLevel(placed, ({ wanted }) => wanted.item)].flatMap(([term, wanted]) => {
    if (order.size === 0 && wanted.length === 1) return [];
    const level = world.rules.where(levelOf, term);
    if (level.length < 2) return [];
    const keys =
      order.size === 0
        ? wanted.flatMap(({ key }) => (isOurs(world, key) ? [key] : []))
        : keysInOrder(level, order.get(term) ?? []);
    const step = orderStep(level, keys, wanted);
    if (step === undefined) return [];
    for (const [key, rule] of step.anew) {
      world.rules.delete(key);
      world.rules.set(key, rule);
    }
    return [step.step];
  });
}

function isOurs({ rules: live }: World, key: string): boolean {
  const rule = live.get(key);
  return rule !== undefined && rules.marked(rule);
}

/** @param keys those of the rules that are to be in this order */
function orderStep(
  level: readonly Entry[],
  keys: readonly string[],
  wanted: readonly Matched<Rule>[],
): { readonly step: Step; readonly anew: readonly Entry[] } | undefined {
  const at = new Map(level.map(([key], nth) => [key, nth]));
  const placeOf = (nth: number): number => at.get(keys[nth] ?? '') ?? -1;
  // A new rule comes behind all (fib_nl_newrule). So those up to the first in the wrong place stay, and all others come behind
  // them.
  const wrong = keys.findIndex((_, nth) => nth > 0 && placeOf(nth) < placeOf(nth - 1));
  const key = keys[wrong];
  const first = level[placeOf(wrong)];
  const previous = level[placeOf(wrong - 1)];
  if (key === undefined || first === undefined || previous === undefined) return undefined;
  const moving = new Set(keys.slice(wrong));
  const moved = keys.slice(wrong).flatMap((own): Entry[] => {
    const entry = level[at.get(own) ?? -1];
    return entry === undefined ? [] : [entry];
  });
  const anew = isConfused(level, moving) ? wholeTail(level, moving, moved) : moved;
  const among = new Set(keys);
  const was = level.findLast(([own], nth) => among.has(own) && nth < placeOf(wrong));
  const [, rule] = first;
  const declared = wanted.find((one) => one.key === key)?.wanted;
  const step = changeStep(
    rules,
    { item: rule, source: declared?.source ?? null, places: {} },
    rule,
    rule,
    [
      {
        attribute: 'behind',
        before: was === undefined ? undefined : ruleName(was[1]),
        after: ruleName(previous[1]),
        how: 'live',
      },
    ],
    'declared',
  );
  const others = anew.flatMap(([own, other]) => (own === key ? [] : [ruleName(other)]));
  const notes =
    others.length === 0
      ? []
      : [`also made anew, for their order, none missing meanwhile: ${others.join(', ')}`];
  return { step: { ...step, around: anew.map(([, other]) => other), notes }, anew };
}

/** Whether the kernel, requested to delete one of these rules, would take one for it that is not among them. */
const isConfused = (level: readonly Entry[], moving: ReadonlySet<string>): boolean =>
  level.some(
    ([key, rule], nth) =>
      moving.has(key) &&
      level.slice(0, nth).some(([own, other]) => !moving.has(own) && isTakenFor(other, rule)),
  );

/** All rules from the first one on that has to be made anew, those that move behind the others. */
function wholeTail(
  level: readonly Entry[],
  moving: ReadonlySet<string>,
  moved: readonly Entry[],
): readonly Entry[] {
  const first = level.findIndex(([key]) => moving.has(key));
  return [...level.slice(startOf(level, first)).filter(([key]) => !moving.has(key)), ...moved];
}
