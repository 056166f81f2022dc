import type { Address } from '../../model/index.ts';

/** The link an address is on. */
export const linkOf = (address: Address): [string] => [address.link];

/** The address itself, whatever link it is on. */
export const ownText = (address: Address): [string] => [address.address];
