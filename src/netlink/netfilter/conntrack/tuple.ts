import { be16, enumerated, ipv4, ipv6, nest, u8 } from '../../codec/index.ts';
import { IPPROTO } from '../../constants/sockets.ts';

/** One direction of a connection: addresses, protocol and ports, or what ICMP has in their place. */
export const conntrackTuple = nest(() => ({
  ip: [1, nest(() => ({ v4Src: [1, ipv4], v4Dst: [2, ipv4], v6Src: [3, ipv6], v6Dst: [4, ipv6] }))],
  proto: [
    2,
    nest(() => ({
      num: [1, enumerated(u8, IPPROTO)],
      srcPort: [2, be16],
      dstPort: [3, be16],
      icmpId: [4, be16],
      icmpType: [5, u8],
      icmpCode: [6, u8],
      icmpv6Id: [7, be16],
      icmpv6Type: [8, u8],
      icmpv6Code: [9, u8],
    })),
  ],
  zone: [3, be16],
}));
