import { be16, bits, enumerated, list, nest, struct, u16, u32 } from '../../codec/index.ts';
import { ETH_P, VLAN_FLAG } from '../../constants/link.ts';

const mapping = struct(() => ({ from: u32, to: u32 }));

/** IFLA_INFO_DATA of a VLAN (IFLA_VLAN_*). Of `flags` only the bits in `mask` change. */
export const vlan = nest(() => ({
  id: [1, u16],
  flags: [2, struct({ flags: bits(u32, VLAN_FLAG), mask: bits(u32, VLAN_FLAG) })],
  egressQos: [3, list(mapping, 1)],
  ingressQos: [4, list(mapping, 1)],
  protocol: [5, enumerated(be16, ETH_P)],
}));
