import type { Link, Value } from '../../model/index.ts';

/** The names of these links and of all links that depend on one of them. */
export function closure(
  names: ReadonlySet<string>,
  links: readonly Link[],
  needs: (link: Link) => readonly (Value | undefined)[],
): ReadonlySet<string> {
  const all = new Set(names);
  for (let count = -1; count !== all.size; ) {
    count = all.size;
    for (const link of links) {
      if (needs(link).some((other) => typeof other === 'string' && all.has(other))) all.add(link.name);
    }
  }
  return all;
}
