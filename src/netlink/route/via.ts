import { type Address, ip, putLatin1 } from '../codec/address.ts';
import { enumerated, u16, u32, u64 } from '../codec/scalars.ts';
import { show } from '../codec/show.ts';
import type { Type } from '../codec/type.ts';
import { AF } from '../constants/families.ts';

const family = enumerated(u16, AF);

/** A gateway of another family than the route's: `{ family: AF.INET6, address }` for an IPv4 route. */
export interface Via {
  readonly family: number;
  readonly address: Address;
}

/** RTA_VIA: struct rtvia. MPLS knows gateways by hardware address (AF_PACKET): a string of its bytes. */
export const via: Type<Via> = {
  shape: { is: 'other' },
  put(w, value) {
    family.put(w, value.family);
    const ofIp = value.family === AF.INET || value.family === AF.INET6;
    if (ofIp || typeof value.address === 'number') ip.put(w, value.address);
    else putLatin1(w, value.address);
  },
  get: (b, at, end) => ({ family: family.get(b, at, end), address: ip.get(b, at + 2, end) }),
  show: (value) => `{family: ${show(family, value.family)}, address: ${show(ip, value.address)}}`,
};

/** RTA_EXPIRES: seconds, of 32 bits in IPv6 routes; clock ticks of 64 bits in multicast routes (ipmr). */
export const expires: Type<number> = {
  shape: u32.shape,
  put: (w, value) => u32.put(w, value),
  get: (b, at, end) => (end - at < 8 ? u32.get(b, at, end) : Number(u64.get(b, at, end))),
};
