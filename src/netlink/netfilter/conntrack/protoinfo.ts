import { be32, be64, enumerated, nest, struct, u8 } from '../../codec/index.ts';
import { TCP_CONNTRACK } from '../../constants/conntrack.ts';

const flags = struct(() => ({ flags: u8, mask: u8 }));

/** What connection tracking knows of the protocol's state: CTA_PROTOINFO_*. */
export const conntrackProtoinfo = nest(() => ({
  tcp: [
    1,
    nest(() => ({
      state: [1, enumerated(u8, TCP_CONNTRACK)],
      wscaleOriginal: [2, u8],
      wscaleReply: [3, u8],
      flagsOriginal: [4, flags],
      flagsReply: [5, flags],
    })),
  ],
  dccp: [2, nest(() => ({ state: [1, u8], role: [2, u8], handshakeSeq: [3, be64] }), [4])],
  sctp: [3, nest(() => ({ state: [1, u8], vtagOriginal: [2, be32], vtagReply: [3, be32] }))],
}));
