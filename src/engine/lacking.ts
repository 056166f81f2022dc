import type { Link, Problem } from '../model/index.ts';
import { KINDS } from '../resources/link/kinds.ts';
import type { Wanted } from '../resources/room.ts';

/**
 * Why a declared link cannot be made of what the configuration says and the live link has. What is put back, as far as
 * possible, is not held to it.
 */
export function lacking({ item, source, places }: Wanted<Link>, live?: Link): Problem | undefined {
  if (source === null) return undefined;
  const lack = KINDS.get(item.kind)?.lacking?.(item.attributes, live?.attributes);
  if (lack === undefined) return undefined;
  return {
    code: 'key-missing',
    severity: 'error',
    stops: true,
    message: `${item.name}: ${lack.message}`,
    hint: lack.hint,
    source: places[lack.attribute] ?? source,
  };
}
