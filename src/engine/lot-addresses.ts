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
    const own = addressOf(link);
    if (link.kind !== 'bridge' || changed.get(link.name)?.has('bridge.vlans') !== true) return [];
    const address = addressOf(now.links.find(({ name }) => name === link.name));
    if (isZeroMac(own) || isZeroMac(address)) return [];
    const isAPorts = now.links.some(
      (port) => port.attributes['master'] === link.name && addressOf(port) === address,
    );
    return isAPorts ? [] : [link.name];
  });
}

const addressOf = (link: Link | undefined): string => String(link?.attributes['macaddress'] ?? NONE);

const NONE = '00:00:00:00:00:00';
