import { array, bits, bytes, enumerated, fixed, Message, struct, u8, u16, u32 } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { SOCK, SOCK_DIAG } from '../constants/sockets.ts';
import { cookie, skMeminfo } from './sock.ts';

/** Which attributes a request for packet sockets wants (PACKET_SHOW_*). */
export const PACKET_SHOW = {
  INFO: 1,
  MCLIST: 2,
  RING_CFG: 4,
  FANOUT: 8,
  MEMINFO: 16,
  FILTER: 32,
} as const;
/** What is set for a packet socket (PDI_*). */
export const PDI = { RUNNING: 1, AUXDATA: 2, ORIGDEV: 4, VNETHDR: 8, LOSS: 16 } as const;

/** Requests for packet sockets: struct packet_diag_req. */
export const packetDiagRequest = new Message(
  'packetDiagRequest',
  { family: enumerated(u8, AF), protocol: u8, pad: u16, inode: u32, show: bits(u32, PACKET_SHOW), cookie },
  {},
  { types: SOCK_DIAG },
);

const ring = struct({
  blockSize: u32,
  blockNr: u32,
  frameSize: u32,
  frameNr: u32,
  retireTmo: u32,
  sizeofPriv: u32,
  features: u32,
});

/** A packet socket: struct packet_diag_msg, PACKET_DIAG_*. `num` is the Ethernet type, `filter` a classic BPF program. */
export const packetDiag = new Message(
  'packetDiag',
  { family: enumerated(u8, AF), type: enumerated(u8, SOCK), num: u16, inode: u32, cookie },
  {
    info: [
      0,
      struct({
        index: u32,
        version: u32,
        reserve: u32,
        copyThresh: u32,
        tstamp: u32,
        flags: bits(u32, PDI),
      }),
    ],
    mclist: [1, array(struct({ index: u32, count: u32, type: u16, alen: u16, addr: fixed(32) }))],
    rxRing: [2, ring],
    txRing: [3, ring],
    fanout: [4, u32],
    uid: [5, u32],
    meminfo: [6, skMeminfo],
    filter: [7, bytes],
  },
  { types: SOCK_DIAG },
);
