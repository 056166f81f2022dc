import type { Link, LinkFacts } from '../../../model/index.ts';

/** Adds attributes to those of a link that the driver does not allow to be changed. */
export function tellFixed(
  { name, facts }: Link,
  fixed: readonly string[],
  tell: (link: string, facts: LinkFacts) => void,
): void {
  if (fixed.length > 0) tell(name, { fixed: [...(facts?.fixed ?? []), ...fixed] });
}
