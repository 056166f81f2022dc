import type { Attributes, Link, Value } from '../../model/index.ts';
import { sharedNames, siblingsIn } from '../../resources/link/shared.ts';
import type { LinkContext } from './link-context.ts';

const NOTHING: Attributes = {};

/**
 * What a link of ours shares with the others on its device, as it was before a sibling of ours was told something else that goes
 * with this run.
 */
export function sharedBack(live: Link, context: LinkContext): Attributes {
  if (sharedNames(live.kind, live.kind).length === 0) return NOTHING;
  const going = goingOn(live.attributes['link'], context);
  if (going.length === 0 || !context.ownership.owns(live)) return NOTHING;
  const said = context.wanted.get(live.name)?.attributes ?? {};
  const back: Record<string, Value> = {};
  for (const sibling of going) {
    const earlier = context.ownership.earlier(sibling);
    for (const [theirs, own] of sharedNames(sibling.kind, live.kind)) {
      const value = earlier[theirs];
      if (value !== undefined && !(own in said) && !isSaidBeside(own, live, context)) back[own] = value;
    }
  }
  return back;
}

/** By the links before the run: those that share something and are not declared, by their device. */
const known = new WeakMap<LinkContext['before'], ReadonlyMap<unknown, readonly Link[]>>();

function goingOn(lower: unknown, { before, wanted }: LinkContext): readonly Link[] {
  let byLower = known.get(before);
  if (byLower === undefined) {
    const going = new Map<unknown, Link[]>();
    for (const link of before.values()) {
      if (wanted.has(link.name) || sharedNames(link.kind, link.kind).length === 0) continue;
      const on = going.get(link.attributes['link']);
      if (on === undefined) going.set(link.attributes['link'], [link]);
      else on.push(link);
    }
    byLower = going;
    known.set(before, byLower);
  }
  return byLower.get(lower) ?? [];
}

/** Whether a sibling is declared to have something in an attribute that a link shares with it. */
export const isSaidBeside = (
  name: string,
  live: Link,
  { wanted, world }: Pick<LinkContext, 'wanted' | 'world'>,
): boolean =>
  siblingsIn(world.links, live).some((sibling) =>
    sharedNames(live.kind, sibling.kind).some(
      ([own, theirs]) => own === name && theirs in (wanted.get(sibling.name)?.attributes ?? {}),
    ),
  );
