import type { Attributes, Value } from '../../model/index.ts';
import type { ChangeClass } from '../room.ts';
import { COMMON } from './common.ts';
import { detailsOf } from './details.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';

/** How an attribute of a live link of this kind can change from one value to another. */
export function changeClass(
  kind: string,
  attribute: string,
  before: Value | undefined,
  after: Value,
  live: Attributes,
): ChangeClass {
  if (KINDS.get(kind)?.fixed?.includes(attribute) === true) return 'create';
  const how = rowOf(kind, attribute);
  if (how === undefined) return detailsOf(attribute)?.how(attribute) ?? 'create';
  return typeof how === 'function' ? how(before, after, live) : how;
}

function rowOf(kind: string, attribute: string): (typeof COMMON)[string]['how'] | undefined {
  const ofKind = KINDS.get(kind)?.rows()[attribute];
  if (ofKind !== undefined) return ofKind.how;
  for (const port of PORT_KINDS.values()) {
    const row = port.rows()[attribute];
    if (row !== undefined) return row.how;
  }
  return COMMON[attribute]?.how;
}
