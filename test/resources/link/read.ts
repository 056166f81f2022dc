import type { Attributes, Value } from '../../../src/model/index.ts';
import type { LinkKind } from '../../../src/resources/link/kind.ts';
import { Members } from '../../../src/resources/link/members.ts';
import type { LinkIndex } from '../../../src/resources/room.ts';

/** What a kind reads in its data. */
export function read(kind: LinkKind | undefined, data: object, links: LinkIndex): Attributes {
  const attributes = new Members<Value>();
  for (const part of kind?.readers() ?? []) part(data, links, attributes);
  return attributes.object();
}
