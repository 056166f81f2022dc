import { struct, u32 } from '../../codec/index.ts';

/** struct nla_bitfield32: of `value` the bits in `selector` count. */
export const bitfield32 = struct({ value: u32, selector: u32 });
