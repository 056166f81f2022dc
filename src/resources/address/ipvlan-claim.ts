import type { Address } from '../../model/index.ts';
import type { World } from '../world.ts';

const IPVLANS: ReadonlySet<string | undefined> = new Set(['ipvlan', 'ipvtap']);

/** What the ipvlans on a device can have once only, be it on one of them: an address (ipvlan_addr_busy). Undefined on other links. */
export function ipvlanClaim({ link, address }: Address, { links }: World): string | undefined {
  const on = links.get(link);
  return IPVLANS.has(on?.kind) ? `${String(on?.attributes['link'])} ${address}` : undefined;
}
