import type { Attributes, Link } from '../../model/index.ts';
import { takerOf } from './earlier-attributes.ts';
import type { LinkContext } from './link-context.ts';
import { encapLength, headerLength } from './tunnel-headers.ts';
import { isAlone, usualMtuOfTunnel } from './usual-tunnel-mtu.ts';

const NOTHING: Attributes = {};

/** Kinds whose MTU stays when their encapsulation changes (ip_tunnel_encap_setup). */
const STAYING: ReadonlySet<string> = new Set(['gre', 'gretap', 'ipip', 'sit']);

/**
 * Kinds whose MTU stays when any of their headers change, as long as there is no route to the remote end (ip6_tnl_link_config,
 * ip6gre_tnl_link_config_route).
 */
const STAYING_ALONE: ReadonlySet<string> = new Set(['ip6erspan', 'ip6gre', 'ip6gretap', 'ip6tnl']);

/** The MTU that a tunnel of ours would have if it were created now, if its headers change and none is declared. */
export function mtuWithHeaders(live: Link, context: LinkContext): Attributes {
  if (!STAYING.has(live.kind) && !STAYING_ALONE.has(live.kind)) return NOTHING;
  const { world, wanted, ownership, before } = context;
  const had = before.get(live.name);
  if (had === undefined || had.index !== live.index) return NOTHING;
  const said = wanted.get(live.name)?.attributes ?? {};
  if ('mtu' in said || !ownership.owns(live) || takerOf(live, context) !== undefined) return NOTHING;
  const earlier = ownership.earlier(live);
  if ('mtu' in earlier) return NOTHING;
  const attributes = { ...live.attributes, ...earlier, ...said };
  const after = { ...live, attributes };
  if (STAYING.has(live.kind) && encapLength(attributes) === encapLength(had.attributes)) return NOTHING;
  if (STAYING_ALONE.has(live.kind) && !changesAlone(had, after, context)) return NOTHING;
  if (usualMtuOfTunnel(had, world) !== had.attributes['mtu']) return NOTHING;
  const mtu = usualMtuOfTunnel(after, world);
  return mtu === undefined ? NOTHING : { mtu };
}

const changesAlone = (before: Link, after: Link, { world }: LinkContext): boolean =>
  headerLength(after.kind, after.attributes, true) !== headerLength(before.kind, before.attributes, true) &&
  isAlone(after, world);
