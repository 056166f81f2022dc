import { bits, enumerated, Message, struct, u8, u16, u32, u64 } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { SOCK, SOCK_DIAG } from '../constants/sockets.ts';
import { cookie, skMeminfo } from './sock.ts';

/** Which attributes a request for sockets of AF_XDP wants (XDP_SHOW_*). */
export const XDP_SHOW = { INFO: 1, RING_CFG: 2, UMEM: 4, MEMINFO: 8, STATS: 16 } as const;

/** Requests for sockets of AF_XDP: struct xdp_diag_req. */
export const xdpDiagRequest = new Message(
  'xdpDiagRequest',
  { family: enumerated(u8, AF), protocol: u8, pad: u16, inode: u32, show: bits(u32, XDP_SHOW), cookie },
  {},
  { types: SOCK_DIAG },
);

const ring = struct({ entries: u32 });

/** A socket of AF_XDP: struct xdp_diag_msg, XDP_DIAG_*. */
export const xdpDiag = new Message(
  'xdpDiag',
  { family: enumerated(u8, AF), type: enumerated(u8, SOCK), pad: u16, inode: u32, cookie },
  {
    info: [1, struct({ ifindex: u32, queueId: u32 })],
    uid: [2, u32],
    rxRing: [3, ring],
    txRing: [4, ring],
    umem: [
      5,
      struct({
        size: u64,
        id: u32,
        numPages: u32,
        chunkSize: u32,
        headroom: u32,
        ifindex: u32,
        queueId: u32,
        flags: bits(u32, { ZEROCOPY: 1 }),
        refs: u32,
      }),
    ],
    umemFillRing: [6, ring],
    umemCompletionRing: [7, ring],
    meminfo: [8, skMeminfo],
    stats: [
      9,
      struct({
        rxDropped: u64,
        rxInvalid: u64,
        rxFull: u64,
        fillRingEmpty: u64,
        txInvalid: u64,
        txRingEmpty: u64,
      }),
    ],
  },
  { types: SOCK_DIAG },
);
