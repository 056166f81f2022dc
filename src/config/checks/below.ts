import type { Context, Draft } from '../draft.ts';
import type { Span } from '../node.ts';

/** What each device stands on: its ports, and the devices that its keys name as such. */
export function idsBelow({ drafts }: Context): (draft: Draft) => string[] {
  const ports = new Map<string, string[]>();
  for (const { id, attributes } of drafts.values()) {
    const { master } = attributes;
    if (typeof master !== 'string') continue;
    const known = ports.get(master);
    if (known === undefined) ports.set(master, [id]);
    else known.push(id);
  }
  return (draft) => [
    ...(ports.get(draft.id) ?? []),
    ...draft.references.filter(({ below }) => below).map(({ id }) => id),
  ];
}

/** Where the file says that one device stands on another: as its device, or as its port. */
export function spanBetween(upper: Draft, lower: Draft): Span {
  const reference = upper.references.find(({ id, below }) => below && id === lower.id);
  return reference?.span ?? lower.spans.get('master') ?? upper.key;
}
