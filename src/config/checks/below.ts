import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Span } from '../node.ts';

/** Returns a function that gives the ids of what a device stands on: its ports and its lower devices. */
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

/** Where the file says that a device stands on another, either as its lower device or as its port. */
export function spanBetween(upper: Draft, lower: Draft): Span {
  const reference = upper.references.find(({ id, below }) => below && id === lower.id);
  return reference?.span ?? lower.spans.get('master') ?? upper.key;
}
