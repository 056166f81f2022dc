import { type Ip, networkOf } from '../model/ip.ts';

/** Networks, sorted by length, so that the question whether one covers an address costs the same for ten and for 100 000. */
export interface NetworkSet {
  readonly add: (ip: Ip, prefix: number) => void;
  readonly covers: (ip: Ip) => boolean;
}

export function networkSet(): NetworkSet {
  const byLength = new Map<
    string,
    { readonly prefix: number; readonly family: 4 | 6; readonly texts: Set<string> }
  >();
  return {
    add(ip, prefix) {
      const key = `${ip.family}/${prefix}`;
      const found = byLength.get(key) ?? { prefix, family: ip.family, texts: new Set() };
      found.texts.add(networkOf(ip, prefix).text);
      byLength.set(key, found);
    },
    covers: (ip) =>
      [...byLength.values()].some(
        ({ prefix, family, texts }) => family === ip.family && texts.has(networkOf(ip, prefix).text),
      ),
  };
}
