import type { Shown } from '../support/namespace.ts';
import type { State } from './dump.ts';

/** Levels of rules, each a family's of one priority, in which those that two states have in common are in another order. */
export function otherOrders(
  before: State,
  after: State,
  counts: (rule: Shown) => boolean = () => true,
): string[] {
  const [was, is] = [ordersOf(before, after, counts), ordersOf(after, before, counts)];
  return [...was].flatMap(([level, rules]) => {
    const now = is.get(level) ?? [];
    return rules.join() === now.join() ? [] : [`rules: ${level}: the order was ${rules}, is ${now}`];
  });
}

function ordersOf(
  { rules }: State,
  other: State,
  counts: (rule: Shown) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const levels = new Map<string, string[]>();
  for (const [name, rule] of rules) {
    if (!other.rules.has(name) || !counts(rule)) continue;
    const level = `family ${rule['family']}, priority ${rule['priority']}`;
    levels.set(level, [...(levels.get(level) ?? []), name]);
  }
  return levels;
}
