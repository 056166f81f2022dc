import type { Attributes, Link, Problem, Snapshot } from '../model/index.ts';
import { isZeroMac } from '../model/mac.ts';
import { links } from '../resources/link/link.ts';
import { addressOfNoPort } from './lot-addresses.ts';

/** The code of the problem that tells of it. */
export const KEEPS_ADDRESS = 'keeps-address';

/**
 * Without the address of a bridge that has none, having no ports (br_stp_recalculate_bridge_id): no link can be told to have
 * none (is_valid_ether_addr: EADDRNOTAVAIL). One that was never told another has none again when its ports go.
 */
export function withoutNoAddress(attributes: Attributes): Attributes {
  if (!isZeroMac(String(attributes['macaddress']))) return attributes;
  const { macaddress: _, ...others } = attributes;
  return others;
}

/** What may have given a bridge an address that is no port's: it was told one, or got one by lot for its VLANs. */
const GIVES_ADDRESS = ['macaddress', 'bridge.vlans'] as const;

/** Bridges that had no address and were given one, which they keep. `changed`: attributes by links. */
export function keptAddresses(
  changed: ReadonlyMap<string, ReadonlySet<string>>,
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
