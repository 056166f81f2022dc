import type { Attributes, Link } from '../../model/index.ts';
import { released } from '../../resources/effects.ts';
import { hasLowMtu } from '../../resources/link/ipv6-effects.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import type { Difference } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** The link after a change. */
export function changedLink(
  live: Link,
  wanted: Attributes,
  differences: readonly Difference[],
  world: World,
): Link {
  const taken = Object.fromEntries(Object.entries(wanted).filter(([name]) => !isLeftOut(name, wanted, live)));
  const changed = withoutMtu(withAttributes(live, taken), wanted, differences);
  const after = withinLower(changed, wanted, differences, world);
  const sent = new Set(differences.map(({ attribute }) => attribute));
  const attributes = KINDS.get(after.kind)?.along?.(live.attributes, after.attributes, sent);
  return attributes === undefined ? after : { ...after, attributes };
}

const isLeftOut = (name: string, wanted: Attributes, { kind, attributes }: Link): boolean =>
  KINDS.get(kind)?.takes?.(name, { ...attributes, ...wanted }, attributes) === false;

/** The live link with these attributes. Attributes of a port are dropped when the link leaves its master. */
export function withAttributes(live: Link, attributes: Attributes): Link {
  const master = attributes['master'] ?? null;
  const moved = 'master' in attributes && master !== (live.attributes['master'] ?? null);
  const merged: Link = {
    ...live,
    attributes: { ...(moved ? released(live) : live).attributes, ...attributes },
  };
  return moved && master === null ? released(merged) : merged;
}

/**
 * The link without its MTU if the change alters an MTU that is not declared: the new one is not known. One too low for IPv6 is
 * kept in the plan, as it may stay: it does without a path to the remote end (geneve_link_config).
 */
function withoutMtu(after: Link, wanted: Attributes, differences: readonly Difference[]): Link {
  const kind = KINDS.get(after.kind);
  if (kind?.adaptsMtu !== true || 'mtu' in wanted || hasLowMtu(after)) return after;
  if (!differences.some(({ attribute }) => attribute in kind.rows())) return after;
  const { mtu: _, ...attributes } = after.attributes;
  return { ...after, attributes };
}

/** A VXLAN with a new lower device gets an MTU that fits into that one's (vxlan_config_apply). */
function withinLower(
  after: Link,
  wanted: Attributes,
  differences: readonly Difference[],
  world: World,
): Link {
  if (after.kind !== 'vxlan' || 'mtu' in wanted) return after;
  if (!differences.some(({ attribute }) => attribute === 'link')) return after;
  const [own, fits] = [after.attributes['mtu'], mtuBelow(after, world)];
  if (typeof own !== 'number' || fits === undefined || own <= fits) return after;
  return { ...after, attributes: { ...after.attributes, mtu: fits } };
}
