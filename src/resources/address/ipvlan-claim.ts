import type { Address } from '../../model/index.ts';
import type { World } from '../world.ts';

const IPVLANS: ReadonlySet<string | undefined> = new Set(['ipvlan', 'ipvtap']);

/**
 * A text that is the same for addresses which all ipvlans on a device, taken together, can have only once
 * (ipvlan_addr_busy); undefined on other links.
 */
export function ipvlanClaim({ link, address }: Address, { links }: World): string | undefined {
  const on = links.get(link);
  return IPVLANS.has(on?.kind) ? `${String(on?.attributes['link'])} ${address}` : undefined;
}
