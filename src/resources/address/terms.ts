import type { Address } from '../../model/index.ts';

/** The link that an address, or anything else with one, is on. */
export const linkOf = (item: { readonly link: string }): [string] => [item.link];

/** Whether a program gave the link the address by RFC 3927, as dhcpcd or networkd does: one that is declared has our mark. */
export const isOfLinkLocal = ({ address, family, scope, protocol, noPrefixRoute }: Address): boolean =>
  family === 4 &&
  address.startsWith('169.254.') &&
  (protocol ?? 0) === 0 &&
  (scope === 'link' || noPrefixRoute === true);

/** The address itself, whatever link it is on. */
export const ownText = (address: Address): [string] => [address.address];
