/**
 * Parses a hardware address of hexadecimal pairs with colons, with one of the given numbers of bytes. Returns it in
 * lower case; undefined if it is not one.
 */
export function parseMac(text: string, bytes: readonly number[] = [6]): string | undefined {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return bytes.includes((text.length + 1) / 3) ? text.toLowerCase() : undefined;
}

/** The text of a hardware address: `02:00:00:00:00:01`. */
export const formatMac = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');

/** The bytes of such a text. */
export const macBytes = (mac: string): number[] => mac.split(':').map((byte) => Number.parseInt(byte, 16));

/**
 * Whether the group bit of the first byte is set: a link cannot have such an address (is_valid_ether_addr in the
 * kernel).
 */
export function isMulticastMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** 00:00:00:00:00:00, which the kernel refuses as a link's own address. */
export function isZeroMac(mac: string): boolean {
  return /^[0:]+$/.test(mac);
}
