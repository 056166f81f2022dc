import type { Attributes, Link } from '../../model/index.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import { takerOf } from './earlier-attributes.ts';
import type { LinkContext } from './link-context.ts';

/**
 * Kinds that are created with the MTU for which their lower device leaves room, and whether the kernel lowers it with that of
 * the device later. It never raises it.
 */
const FITTING: Readonly<Record<string, { readonly lowered: boolean }>> = {
  macsec: { lowered: true },
  macvlan: { lowered: true },
  macvtap: { lowered: true },
  vlan: { lowered: true },
  vxlan: { lowered: false },
};

const NOTHING: Attributes = {};

/**
 * The MTU that a link of ours would have if it were created now, if that of its lower device changes with this run: none is
 * declared, and it had that which its device left it.
 */
export function mtuWithLower(live: Link, context: LinkContext): Attributes {
  const { world, wanted, ownership, before } = context;
  const kind = FITTING[live.kind];
  const [lower, ...others] = kind === undefined ? [] : lowersOfLink(live);
  if (kind === undefined || lower === undefined || others.length > 0) return NOTHING;
  const [was, is] = [before.get(lower)?.attributes['mtu'], world.links.get(lower)?.attributes['mtu']];
  if (typeof was !== 'number' || typeof is !== 'number' || was === is) return NOTHING;
  const had = before.get(live.name);
  const shall = wanted.get(live.name)?.attributes ?? {};
  if ('mtu' in shall || (shall['link'] ?? lower) !== lower || had?.attributes['link'] !== lower)
    return NOTHING;
  const room = mtuBelow(live, world);
  const isOfRoom = room !== undefined && had.attributes['mtu'] === room - is + was;
  if (!isOfRoom || (is < was && kind.lowered)) return NOTHING;
  return had.index === live.index && ownership.owns(live) && takerOf(live, context) === undefined
    ? { mtu: room }
    : NOTHING;
}
