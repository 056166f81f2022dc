import type { Address } from '../../model/index.ts';

/** The link of an address, or of anything else with a `link`. */
export const linkOf = (item: { readonly link: string }): [string] => [item.link];

/** Whether a program assigned the address by RFC 3927, as dhcpcd and networkd do; a declared one has our mark. */
export const isOfLinkLocal = ({ address, family, scope, protocol, noPrefixRoute }: Address): boolean =>
  family === 4 &&
  address.startsWith('169.254.') &&
  (protocol ?? 0) === 0 &&
  (scope === 'link' || noPrefixRoute === true);

/** The text of the address, whatever link it is on. */
export const ownText = (address: Address): [string] => [address.address];
