import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';

/** A device of ethernets with the conditions for its NIC, as texts that begin with the key. */
interface Nic {
  readonly draft: Draft;
  readonly conditions: readonly string[];
}

/**
 * Reports devices that match the same NIC: the conditions of one include all those of the other. Overlapping patterns
 * (`en*` and `enp*`) may still match different NICs, which is checked when the plan is made.
 */
export function checkSameNics({ devices, reporter }: Context): void {
  const physical = devices.filter(({ kind }) => kind === 'physical');
  // Ids alone are known to be different already.
  if (physical.every(({ match }) => match === undefined)) return;
  const nics = physical.map(nicOf);
  const first = new Map<string, Draft>();
  for (const { draft, conditions } of nics) {
    const words = conditions.join('\n');
    if (!first.has(words)) first.set(words, draft);
  }
  for (const { draft, conditions } of nics) {
    for (const some of subsets(conditions)) {
      const other = first.get(some.join('\n'));
      if (other === undefined || other === draft) continue;
      const related = { message: `"${other.id}" asks for it`, span: spanOf(other, some) };
      const message = `"${draft.id}" and "${other.id}" stand for the same NIC`;
      const hint = 'put everything about it into one of them';
      reporter.error('same-nic', spanOf(draft, some), message, { hint, related });
      break;
    }
  }
}

function nicOf(draft: Draft): Nic {
  const { match, id } = draft;
  // A wrong `match` is reported where it is read.
  if (match === undefined)
    return { draft, conditions: childOf(draft.node, 'match') === undefined ? [`name=${id}`] : [] };
  const conditions = Object.entries(match).map(
    ([key, value]: [string, string | readonly string[]]) => `${key}=${[value].flat().sort().join()}`,
  );
  return { draft, conditions: conditions.sort() };
}

/** All subsets with at least one member; fifteen for four conditions. */
function subsets([first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first === undefined) return [];
  const others = subsets(rest);
  return [[first], ...others, ...others.map((some) => [first, ...some])];
}

function spanOf({ node, key }: Draft, [condition = '']: readonly string[]) {
  return childOf(childOf(node, 'match'), condition.slice(0, condition.indexOf('='))) ?? key;
}
