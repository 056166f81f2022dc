import type { Address } from '../../model/index.ts';

/** The link that an address, or anything else with one, is on. */
export const linkOf = (item: { readonly link: string }): [string] => [item.link];

/** The address itself, whatever link it is on. */
export const ownText = (address: Address): [string] => [address.address];
