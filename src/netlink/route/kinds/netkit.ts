import { enumerated, nest, u8, u16, u32 } from '../../codec/index.ts';
import { peer } from './veth.ts';

const policy = enumerated(u32, { FORWARD: 0, BLACKHOLE: 2 });
const scrub = enumerated(u32, { NONE: 0, DEFAULT: 1 });

/** IFLA_INFO_DATA of a netkit pair (IFLA_NETKIT_*). */
export const netkit = nest(() => ({
  peer: [1, peer],
  primary: [2, u8],
  policy: [3, policy],
  peerPolicy: [4, policy],
  mode: [5, enumerated(u32, { L2: 0, L3: 1 })],
  scrub: [6, scrub],
  peerScrub: [7, scrub],
  headroom: [8, u16],
  tailroom: [9, u16],
  pairing: [10, enumerated(u32, { PAIR: 0, SINGLE: 1 })],
}));
