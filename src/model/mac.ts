/** Reads a hardware address of `bytes` hexadecimal pairs with colons; returns it in lower case, or undefined. */
export function parseMac(text: string, bytes: readonly number[] = [6]): string | undefined {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return bytes.includes((text.length + 1) / 3) ? text.toLowerCase() : undefined;
}

/** Group bit of the first byte: no link may have such an address as its own (is_valid_ether_addr in the kernel). */
export function isMulticastMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** 00:00:00:00:00:00, which the kernel refuses as a link's own address. */
export function isZeroMac(mac: string): boolean {
  return /^[0:]+$/.test(mac);
}
