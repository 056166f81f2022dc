import { be16, be32, bytes, nest, repeated, u8, u32 } from '../codec/index.ts';

/**
 * What a tunnel's header carries beside the key: LWTUNNEL_IP_OPTS_*, TCA_TUNNEL_KEY_ENC_OPTS_* and TCA_FLOWER_KEY_ENC_OPTS_*,
 * which have the same numbers; only flower has `gtp`.
 */
export const tunnelOptions = nest(() => ({
  geneve: [1, repeated(nest(() => ({ class: [1, be16], type: [2, u8], data: [3, bytes] })))],
  vxlan: [2, nest(() => ({ gbp: [1, u32] }))],
  erspan: [3, nest(() => ({ version: [1, u8], index: [2, be32], dir: [3, u8], hwid: [4, u8] }))],
  gtp: [4, nest(() => ({ pduType: [1, u8], qfi: [2, u8] }))],
}));
