import type { Attributes, Link, Problem, Snapshot } from '../../model/index.ts';
import { isZeroMac } from '../../model/mac.ts';
import { links } from '../../resources/link/link.ts';
import type { ChangedAttributes } from '../objects/changed-attributes.ts';
import { addressOfNoPort } from './lot-addresses.ts';

/** The code of the problem about an address that a bridge keeps. */
export const KEEPS_ADDRESS = 'keeps-address';

/**
 * The attributes without a zero MAC address, which a bridge without ports has (br_stp_recalculate_bridge_id): it cannot be set
 * (is_valid_ether_addr: EADDRNOTAVAIL). A bridge whose address was never set has none again when its ports are gone.
 */
export function withoutNoAddress(attributes: Attributes): Attributes {
  if (!isZeroMac(String(attributes['macaddress']))) return attributes;
  const { macaddress: _, ...others } = attributes;
  return others;
}

/**
 * Attributes whose change may have given a bridge an address that is not a port's: the address itself, or its VLANs, for which it
 * got a random one.
 */
const GIVES_ADDRESS = ['macaddress', 'bridge.vlans'] as const;

/**
 * Warnings about bridges that had no address, and keep one that they were given. `changed` are the changed attributes by link.
 */
export function keptAddresses(
  changed: ChangedAttributes,
  before: Snapshot,
  now: Snapshot,
): readonly Problem[] {
  return before.links.flatMap((link) => {
    const own = changed.get(link.name);
    if (link.kind !== 'bridge' || !GIVES_ADDRESS.some((name) => own?.has(name) === true)) return [];
    if (!isZeroMac(String(link.attributes['macaddress']))) return [];
    const address = addressOfNoPort(link.name, now);
    return address === undefined ? [] : [told(link, address)];
  });
}

const told = (link: Link, address: string): Problem => ({
  code: KEEPS_ADDRESS,
  severity: 'warning',
  message: `${links.name(link)} keeps the address ${address}: it had none before, and no bridge can be told to have none`,
  source: null,
});
