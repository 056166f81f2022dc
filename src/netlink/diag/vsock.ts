import { bits, enumerated, Message, u8, u16, u32 } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { SOCK, SOCK_DIAG, STATE_BITS, TCP_STATE } from '../constants/sockets.ts';
import { cookie } from './sock.ts';

/** Requests for sockets of AF_VSOCK: struct vsock_diag_req. `inode` and `show` must be 0. */
export const vsockDiagRequest = new Message(
  'vsockDiagRequest',
  {
    family: enumerated(u8, AF),
    protocol: u8,
    pad: u16,
    states: bits(u32, STATE_BITS),
    inode: u32,
    show: u32,
    cookie,
  },
  {},
  { types: SOCK_DIAG },
);

/** A socket of AF_VSOCK: struct vsock_diag_msg. */
export const vsockDiag = new Message(
  'vsockDiag',
  {
    family: enumerated(u8, AF),
    type: enumerated(u8, SOCK),
    state: enumerated(u8, TCP_STATE),
    shutdown: u8,
    srcCid: u32,
    srcPort: u32,
    dstCid: u32,
    dstPort: u32,
    inode: u32,
    cookie,
  },
  {},
  { types: SOCK_DIAG },
);
