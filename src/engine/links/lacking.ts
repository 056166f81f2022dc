import type { Link, Problem } from '../../model/index.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import type { Wanted } from '../../resources/room.ts';

/**
 * The problem if a declared link lacks attributes that its kind needs, and the live link does not have them either. Links that
 * are restored are not checked.
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
