import type { Link, Snapshot } from '../model/index.ts';
import { isZeroMac } from '../model/mac.ts';

/**
 * Bridges that had no address any more when their VLANs were changed, and were given one by lot (withAnAddress): no port's
 * address becomes theirs again by itself (br_stp_recalculate_bridge_id, NET_ADDR_SET). `changed`: attributes by links.
 */
export function bridgesWithLot(
  changed: ReadonlyMap<string, ReadonlySet<string>>,
  before: Snapshot,
  now: Snapshot,
): readonly string[] {
  return before.links.flatMap((link) => {
    if (link.kind !== 'bridge' || changed.get(link.name)?.has('bridge.vlans') !== true) return [];
    return isZeroMac(addressOf(link)) || addressOfNoPort(link.name, now) === undefined ? [] : [link.name];
  });
}

/** The address that a bridge has by now, where it has one that is no port's. */
export function addressOfNoPort(bridge: string, { links }: Snapshot): string | undefined {
  const address = addressOf(links.find(({ name }) => name === bridge));
  if (isZeroMac(address)) return undefined;
  const isAPorts = links.some((port) => port.attributes['master'] === bridge && addressOf(port) === address);
  return isAPorts ? undefined : address;
}

const addressOf = (link: Link | undefined): string => String(link?.attributes['macaddress'] ?? NONE);

const NONE = '00:00:00:00:00:00';
