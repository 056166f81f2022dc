import type { Attributes, Link } from '../../model/index.ts';
import { takerOf } from './earlier-attributes.ts';
import type { LinkContext } from './link-context.ts';
import { encapLength } from './tunnel-headers.ts';
import { usualMtuOfTunnel } from './usual-tunnel-mtu.ts';

const NOTHING: Attributes = {};

/** Kinds whose MTU stays when their encapsulation changes (ip_tunnel_encap_setup); those over IPv6 get another one. */
const STAYING: ReadonlySet<string> = new Set(['gre', 'gretap', 'ipip', 'sit']);

/** The MTU that a tunnel of ours would have if it were created now, if its encapsulation changes and none is declared. */
export function mtuWithEncap(live: Link, context: LinkContext): Attributes {
  if (!STAYING.has(live.kind)) return NOTHING;
  const { world, wanted, ownership, before } = context;
  const had = before.get(live.name);
  if (had === undefined || had.index !== live.index) return NOTHING;
  const said = wanted.get(live.name)?.attributes ?? {};
  if ('mtu' in said || !ownership.owns(live) || takerOf(live, context) !== undefined) return NOTHING;
  const earlier = ownership.earlier(live);
  if ('mtu' in earlier) return NOTHING;
  const attributes = { ...live.attributes, ...earlier, ...said };
  if (encapLength(attributes) === encapLength(had.attributes)) return NOTHING;
  if (usualMtuOfTunnel(had, world) !== had.attributes['mtu']) return NOTHING;
  const mtu = usualMtuOfTunnel({ ...live, attributes }, world);
  return mtu === undefined ? NOTHING : { mtu };
}
