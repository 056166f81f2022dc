import { u32, u64 } from './scalars.ts';
import type { Type } from './type.ts';

/**
 * An integer whose width is significant: four bytes are a number here, eight a bigint. An example is MACsec's packet
 * number, which has eight bytes where the cipher suite is an extended one (macsec_add_txsa: pn_len).
 */
export const counter: Type<number | bigint> = {
  shape: { is: 'other' },
  put: (w, value) => (typeof value === 'bigint' ? u64.put(w, value) : u32.put(w, value)),
  get: (b, at, end) => (end - at < 8 ? u32.get(b, at, end) : u64.get(b, at, end)),
};
