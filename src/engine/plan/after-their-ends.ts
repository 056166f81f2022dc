import type { Item, Step } from '../../model/index.ts';
import { lowersOf } from '../../model/language/references.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { linksNamedBy } from '../../resources/links-named.ts';

/**
 * Divides steps into those that come first, and those that make links which need an address of this machine and a route to their
 * other end, with everything that is on these links, and routes that are to send from an address on them.
 */
export function afterTheirEnds(steps: readonly Step[]): {
  readonly first: readonly Step[];
  readonly afterwards: readonly Step[];
} {
  if (!steps.some(needsEnds)) return { first: steps, afterwards: [] };
  const [names, sources] = [new Set<string>(), new Set<string>()];
  const [first, afterwards]: [Step[], Step[]] = [[], []];
  // What is on a link comes after it already, and routes after addresses.
  for (const step of steps) {
    const item = step.after ?? step.before;
    const isLate =
      needsEnds(step) ||
      (item !== null && needed(item).some((name) => names.has(name))) ||
      (item?.type === 'route' && sources.has(item.from ?? ''));
    if (isLate && item?.type === 'link') names.add(item.name);
    // One that is on an earlier link as well is there in time.
    if (item?.type === 'address') {
      if (isLate) sources.add(item.address);
      else sources.delete(item.address);
    }
    (isLate ? afterwards : first).push(step);
  }
  return { first, afterwards };
}

const needsEnds = ({ action, after }: Step): boolean =>
  after?.type === 'link' &&
  (action === 'create' || action === 'replace') &&
  KINDS.get(after.kind)?.needsAddress?.(after.attributes) !== undefined;

const needed = (item: Item): readonly string[] =>
  item.type === 'link' ? [item.name, ...lowersOf(item.attributes)] : linksNamedBy(item);
