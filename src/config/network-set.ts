import { type Ip, networkOf } from '../model/ip.ts';

/**
 * A set of networks, by length: whether one covers an address is answered equally fast for ten and for 100 000
 * networks.
 */
export interface NetworkSet {
  readonly add: (ip: Ip, prefix: number) => void;
  readonly covers: (ip: Ip) => boolean;
}

export function networkSet(): NetworkSet {
  const byLength = new Map<
    number,
    { readonly prefix: number; readonly family: 4 | 6; readonly networks: Set<number | string> }
  >();
  return {
    add(ip, prefix) {
      const key = ip.family * 256 + prefix;
      let found = byLength.get(key);
      if (found === undefined) {
        found = { prefix, family: ip.family, networks: new Set() };
        byLength.set(key, found);
      }
      found.networks.add(keyOf(ip, prefix));
    },
    covers: (ip) =>
      [...byLength.values()].some(
        ({ prefix, family, networks }) => family === ip.family && networks.has(keyOf(ip, prefix)),
      ),
  };
}

/** A key for networks of the same length and family. For IPv4, of which there may be thousands, no text is made. */
function keyOf(ip: Ip, prefix: number): number | string {
  if (ip.family === 6) return networkOf(ip, prefix).text;
  const { parts } = ip;
  const upper = ((parts[0] ?? 0) << 24) | ((parts[1] ?? 0) << 16);
  const lower = ((parts[2] ?? 0) << 8) | (parts[3] ?? 0);
  return (upper | lower) & (prefix === 0 ? 0 : -1 << (32 - prefix));
}
