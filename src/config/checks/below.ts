import type { Context, Draft } from '../draft.ts';
import type { Span } from '../node.ts';

/** What each device stands on: its ports, and the devices that its keys name as such. */
export function idsBelow({ devices }: Context): (draft: Draft) => readonly string[] {
  const ports = new Map<string, string[]>();
  for (const { id, attributes } of devices) {
    const { master } = attributes;
    if (typeof master !== 'string') continue;
    const known = ports.get(master);
    if (known === undefined) ports.set(master, [id]);
    else known.push(id);
  }
  return ({ id, references }) => {
    const own = ports.get(id) ?? NOTHING;
    if (references.length === 0) return own;
    return [...own, ...references.filter(({ below }) => below).map((reference) => reference.id)];
  };
}

const NOTHING: readonly string[] = [];

/** Where the file says that one device stands on another: as its device, or as its port. */
export function spanBetween(upper: Draft, lower: Draft): Span {
  const reference = upper.references.find(({ id, below }) => below && id === lower.id);
  return reference?.span ?? lower.spans.get('master') ?? upper.key;
}
