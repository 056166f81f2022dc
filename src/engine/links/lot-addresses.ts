import type { Link, Snapshot } from '../../model/index.ts';
import { isZeroMac } from '../../model/mac.ts';
import type { ChangedAttributes } from '../objects/changed-attributes.ts';

/**
 * Names of bridges that had lost their address when their VLANs or their default PVID were changed, and were given a random one
 * (withAnAddress, addressFirst): they do not take over the address of a port by themselves again (br_stp_recalculate_bridge_id,
 * NET_ADDR_SET). `changed` are the changed attributes by link.
 */
export function bridgesWithLot(
  changed: ChangedAttributes,
  before: Snapshot,
  now: Snapshot,
): readonly string[] {
  return before.links.flatMap((link) => {
    const own = changed.get(link.name);
    const asked = own?.has('bridge.vlans') === true || own?.has('bridge.default-pvid') === true;
    if (link.kind !== 'bridge' || !asked) return [];
    return isZeroMac(addressOf(link)) || addressOfNoPort(link.name, now) === undefined ? [] : [link.name];
  });
}

/** The present address of a bridge if it is not zero and not that of a port; undefined otherwise. */
export function addressOfNoPort(bridge: string, { links }: Snapshot): string | undefined {
  const address = addressOf(links.find(({ name }) => name === bridge));
  if (isZeroMac(address)) return undefined;
  const isAPorts = links.some((port) => port.attributes['master'] === bridge && addressOf(port) === address);
  return isAPorts ? undefined : address;
}

const addressOf = (link: Link | undefined): string => String(link?.attributes['macaddress'] ?? NONE);

const NONE = '00:00:00:00:00:00';
