import { array, bits, enumerated, Message, struct, u8, u16, u32 } from '../codec/index.ts';
import { AF, NETLINK } from '../constants/families.ts';
import { SOCK, SOCK_DIAG } from '../constants/sockets.ts';
import { cookie, skMeminfo } from './sock.ts';

/** Which attributes a request for netlink sockets wants (NDIAG_SHOW_*). */
export const NDIAG_SHOW = { MEMINFO: 1, GROUPS: 2, RING_CFG: 4, FLAGS: 8 } as const;
/** `protocol` of a request for those of every protocol. */
export const NDIAG_PROTO_ALL = 255;
/** What is set for a netlink socket (NDIAG_FLAG_*). */
export const NDIAG_FLAG = {
  CB_RUNNING: 1,
  PKTINFO: 2,
  BROADCAST_ERROR: 4,
  NO_ENOBUFS: 8,
  LISTEN_ALL_NSID: 16,
  CAP_ACK: 32,
  EXT_ACK: 64,
  STRICT_CHK: 128,
} as const;

/** Requests for netlink sockets: struct netlink_diag_req. */
export const netlinkDiagRequest = new Message(
  'netlinkDiagRequest',
  {
    family: enumerated(u8, AF),
    protocol: enumerated(u8, NETLINK),
    pad: u16,
    inode: u32,
    show: bits(u32, NDIAG_SHOW),
    cookie,
  },
  {},
  { types: SOCK_DIAG },
);

const ring = struct({ blockSize: u32, blockNr: u32, frameSize: u32, frameNr: u32 });

/** A netlink socket: struct netlink_diag_msg, NETLINK_DIAG_*. `groups` is a mask, 32 groups in each number. */
export const netlinkDiag = new Message(
  'netlinkDiag',
  {
    family: enumerated(u8, AF),
    type: enumerated(u8, SOCK),
    protocol: enumerated(u8, NETLINK),
    state: u8,
    portId: u32,
    dstPortId: u32,
    dstGroup: u32,
    inode: u32,
    cookie,
  },
  {
    meminfo: [0, skMeminfo],
    groups: [1, array(u32)],
    rxRing: [2, ring],
    txRing: [3, ring],
    flags: [4, bits(u32, NDIAG_FLAG)],
  },
  { types: SOCK_DIAG },
);
