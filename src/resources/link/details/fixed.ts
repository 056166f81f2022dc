import type { Link, LinkFacts } from '../../../model/index.ts';

/** Tells attributes that the driver does not let change, beside those that are known already. */
export function tellFixed(
  { name, facts }: Link,
  fixed: readonly string[],
  tell: (link: string, facts: LinkFacts) => void,
): void {
  if (fixed.length > 0) tell(name, { fixed: [...(facts?.fixed ?? []), ...fixed] });
}
