import { PAIRS } from '../../../model/language/pairs.ts';
import type { AttributeTable, LinkAttribute } from '../attribute.ts';

/**
 * The name and namespace of the other end are set by the message that makes the pair (../pair-creation.ts), and read
 * from IFLA_LINK.
 */
const place: LinkAttribute<object> = { how: 'create', read: () => undefined, write: () => ({}) };

export function peerRows(kind: string): AttributeTable<object> {
  const pair = PAIRS[kind];
  return pair === undefined ? {} : { [pair.peer]: place, [pair.namespace]: place };
}
