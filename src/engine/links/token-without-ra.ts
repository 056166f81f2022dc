import type { Attributes, Link, Problem } from '../../model/index.ts';
import { links } from '../../resources/link/link.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

const TOKEN = 'ipv6-address-token';

/**
 * Why the kernel would refuse a token for a link with these attributes (inet6_set_iftoken); undefined if it takes it. What is not
 * among them is as it is on the live link: others may have switched it off.
 */
function refusalOf(wanted: Attributes, live: Link): string | undefined {
  const {
    arp,
    'accept-ra': accept,
    'sysctl.ipv6.forwarding': forwarding,
  } = { ...live.attributes, ...wanted };
  if (arp === false) return 'without neighbour discovery';
  const forwards = forwarding === undefined ? live.facts?.forwardsIpv6 === true : Number(forwarding) !== 0;
  // ipv6_accept_ra
  const least = forwards ? 2 : 1;
  return typeof accept === 'number' && accept < least ? 'without router advertisements' : undefined;
}

/** The attributes that a live link is to have, without a token that the kernel would refuse. */
export function withoutRefusedToken(wanted: Attributes, live: Link): Attributes {
  const token = wanted[TOKEN] ?? null;
  if (token === null || token === live.attributes[TOKEN]) return wanted;
  if (refusalOf(wanted, live) === undefined) return wanted;
  const { [TOKEN]: _, ...others } = wanted;
  return others;
}

/** Warnings about declared tokens that are left out; to be called after all links have been planned. */
export function tokensWithoutRa(wanted: readonly Wanted<Link>[], world: World): Problem[] {
  return wanted.flatMap(({ item, source, places }): Problem[] => {
    const token = item.attributes[TOKEN] ?? null;
    const live = world.links.get(item.name);
    if (token === null || source === null || live === undefined || live.attributes[TOKEN] === token)
      return [];
    const why = refusalOf(item.attributes, live);
    if (why === undefined) return [];
    return [
      {
        code: 'no-effect',
        severity: 'warning',
        message: `"${TOKEN}" has no effect ${why}, which somebody has switched off on ${links.name(live)}`,
        hint: 'declare "accept-ra: true" (or "arp: true") beside it',
        source: places[TOKEN] ?? source,
      },
    ];
  });
}
