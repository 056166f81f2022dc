import { array, bits, bytes, enumerated, Message, struct, u8, u16, u32 } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { SOCK, SOCK_DIAG, STATE_BITS, TCP_STATE } from '../constants/sockets.ts';
import { cookie, skMeminfo } from './sock.ts';

/** Which attributes a request for sockets of AF_UNIX wants (UDIAG_SHOW_*). */
export const UDIAG_SHOW = {
  NAME: 1,
  VFS: 2,
  PEER: 4,
  ICONS: 8,
  RQLEN: 16,
  MEMINFO: 32,
  UID: 64,
} as const;

/** Requests for sockets of AF_UNIX: struct unix_diag_req. */
export const unixDiagRequest = new Message(
  'unixDiagRequest',
  {
    family: enumerated(u8, AF),
    protocol: u8,
    pad: u16,
    states: bits(u32, STATE_BITS),
    inode: u32,
    show: bits(u32, UDIAG_SHOW),
    cookie,
  },
  {},
  { types: SOCK_DIAG },
);

/**
 * A socket of AF_UNIX: struct unix_diag_msg, UNIX_DIAG_*. `name` is as in sun_path: an abstract one begins with a NUL. `icons`
 * are the inode numbers of the sockets that wait to be accepted; of a listening socket, `rqlen` counts connections.
 */
export const unixDiag = new Message(
  'unixDiag',
  {
    family: enumerated(u8, AF),
    type: enumerated(u8, SOCK),
    state: enumerated(u8, TCP_STATE),
    pad: u8,
    inode: u32,
    cookie,
  },
  {
    name: [0, bytes],
    vfs: [1, struct({ inode: u32, device: u32 })],
    peer: [2, u32],
    icons: [3, array(u32)],
    rqlen: [4, struct({ rqueue: u32, wqueue: u32 })],
    meminfo: [5, skMeminfo],
    shutdown: [6, u8],
    uid: [7, u32],
  },
  { types: SOCK_DIAG },
);
