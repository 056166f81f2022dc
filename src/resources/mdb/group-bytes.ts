import { formatMac, isMulticastMac, parseMac } from '../../model/mac.ts';
import { type Address, ETH_P, formatAddress, parseAddress } from '../../netlink/index.ts';

/** A group as struct br_mdb_entry has it: protocol 0 for a MAC address. */
interface GroupBytes {
  readonly protocol: number;
  readonly group: Uint8Array;
}

const SIZE = 16;

export function bytesOfGroup(text: string): GroupBytes {
  const group = Buffer.alloc(SIZE);
  if (isMacGroup(text)) {
    group.write(text.replaceAll(':', ''), 'hex');
    return { protocol: 0, group };
  }
  const address = parseAddress(text);
  if (typeof address === 'number') group.writeUInt32BE(address);
  else group.write(address, 'latin1');
  return { protocol: typeof address === 'number' ? ETH_P.IP : ETH_P.IPV6, group };
}

/** The group as text; undefined if its protocol is not known. */
export function textOfGroup({ protocol, group }: GroupBytes): string | undefined {
  const bytes = Buffer.from(group);
  if (protocol === ETH_P.IP) return formatAddress(bytes.readUInt32BE());
  if (protocol === ETH_P.IPV6) return formatAddress(bytes.toString('latin1') as Address);
  return protocol === 0 ? formatMac([...bytes.subarray(0, 6)]) : undefined;
}

/** Whether a group is a MAC address. */
export function isMacGroup(text: string): boolean {
  const mac = parseMac(text);
  return mac !== undefined && isMulticastMac(mac);
}
