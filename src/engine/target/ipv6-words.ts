import { ADDRESS_GENERATION, ANY_GENERATION } from '../../model/address-generation.ts';
import type { Attributes, Link, Value } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';

/** Whether the attributes have words whose meaning depends on the live link. */
export const hasIpv6Words = (attributes: Attributes): boolean =>
  attributes['accept-ra'] === true || attributes[ADDRESS_GENERATION] === ANY_GENERATION;

/**
 * The link with the values that its words about IPv6 stand for.
 * @param loopback has the settings of new links (net.ipv6.conf.all)
 */
export function withIpv6Words(
  wanted: Wanted<Link>,
  live: Link | undefined,
  loopback: Link | undefined,
): Wanted<Link> {
  const { item } = wanted;
  const attributes: Record<string, Value> = { ...item.attributes };
  if (attributes['accept-ra'] === true) attributes['accept-ra'] = acceptRa(attributes, live, loopback);
  if (attributes[ADDRESS_GENERATION] === ANY_GENERATION) {
    const own = live?.attributes[ADDRESS_GENERATION];
    if (own === undefined) delete attributes[ADDRESS_GENERATION];
    else attributes[ADDRESS_GENERATION] = own === 'none' ? 'eui64' : own;
  }
  return { ...wanted, item: { ...item, attributes } };
}

/** A link that forwards accepts router advertisements only with the value 2 (ipv6_accept_ra); others accept them with 1 or 2. */
function acceptRa(attributes: Attributes, live: Link | undefined, loopback: Link | undefined): number {
  if (live?.attributes['accept-ra'] === 2) return 2;
  const said = attributes['sysctl.ipv6.forwarding'];
  const forwards = said === undefined ? (live ?? loopback)?.facts?.forwardsIpv6 === true : said !== 0;
  return forwards ? 2 : 1;
}
