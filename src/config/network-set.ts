import { type Ip, networkOf } from '../model/ip.ts';

/** Networks, sorted by length, so that the question whether one covers an address costs the same for ten and for 100 000. */
export interface NetworkSet {
  readonly add: (ip: Ip, prefix: number) => void;
  readonly covers: (ip: Ip) => boolean;
}

export function networkSet(): NetworkSet {
  const byLength = new Map<
    string,
    { readonly prefix: number; readonly family: 4 | 6; readonly networks: Set<number | string> }
  >();
  return {
    add(ip, prefix) {
      const key = `${ip.family}/${prefix}`;
      const found = byLength.get(key) ?? { prefix, family: ip.family, networks: new Set() };
      found.networks.add(keyOf(ip, prefix));
      byLength.set(key, found);
    },
    covers: (ip) =>
      [...byLength.values()].some(
        ({ prefix, family, networks }) => family === ip.family && networks.has(keyOf(ip, prefix)),
      ),
  };
}

/** Tells the networks of one length and family apart: for IPv4, of which there may be thousands, without a text. */
function keyOf(ip: Ip, prefix: number): number | string {
  if (ip.family === 6) return networkOf(ip, prefix).text;
  const [a = 0, b = 0, c = 0, d = 0] = ip.parts;
  return ((a << 24) | (b << 16) | (c << 8) | d) & (prefix === 0 ? 0 : -1 << (32 - prefix));
}
