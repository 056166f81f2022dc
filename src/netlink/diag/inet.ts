import {
  be16,
  bits,
  bytes,
  enumerated,
  fixed,
  Message,
  string,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { secret } from '../codec/secret.ts';
import { AF } from '../constants/families.ts';
import { IPPROTO, SOCK_DIAG, STATE_BITS, TCP_STATE } from '../constants/sockets.ts';
import { cookie, skMeminfo } from './sock.ts';
import { ulpInfo } from './ulp.ts';

/**
 * What tells a socket apart: struct inet_diag_sockid. Both addresses have room for IPv6; one of IPv4 is the first four
 * bytes. `ifindex` is the link that the socket is bound to, 0 if none. A `cookie` of all ones asks for any.
 */
const sockid = struct(() => ({
  sport: be16,
  dport: be16,
  src: fixed(16),
  dst: fixed(16),
  ifindex: u32,
  cookie,
}));

/**
 * Requests for sockets: struct inet_diag_req_v2, INET_DIAG_REQ_*. `states` is a mask of 1 << TCP_STATE, `extensions`
 * one of 1 << (id - 1) for the attributes of `inetDiag` up to 8 that are wanted. A dump does not compare `id`.
 */
export const inetDiagRequest = new Message(
  'inetDiagRequest',
  () => ({
    family: enumerated(u8, AF),
    protocol: enumerated(u8, IPPROTO),
    extensions: u8,
    pad: u8,
    states: bits(u32, STATE_BITS),
    id: sockid,
  }),
  () => ({ bytecode: [1, bytes], skBpfStorages: [2, bytes], longProtocol: [3, u32] }),
  { types: SOCK_DIAG },
);

/** The bits of struct inet_diag_sockopt, as a little-endian machine has them. */
const SOCKOPT = {
  RECVERR: 1,
  IS_ICSK: 2,
  FREEBIND: 4,
  HDRINCL: 8,
  MC_LOOP: 16,
  TRANSPARENT: 32,
  MC_ALL: 64,
  NODEFRAG: 128,
};
const SOCKOPT_MORE = { BIND_ADDRESS_NO_PORT: 1, RECVERR_RFC4884: 2, DEFER_CONNECT: 4 };

/**
 * A socket: struct inet_diag_msg, INET_DIAG_*. `expires` is in milliseconds; the queues are in bytes. `info` is of the
 * protocol (`tcpInfo` reads that of TCP), `locals` and `peers` are the addresses of an SCTP association as struct
 * sockaddr_storage; all three as bytes. `mark` and `md5sig` are only reported to processes with CAP_NET_ADMIN.
 */
export const inetDiag = new Message(
  'inetDiag',
  () => ({
    family: enumerated(u8, AF),
    state: enumerated(u8, TCP_STATE),
    timer: u8,
    retrans: u8,
    id: sockid,
    expires: u32,
    rqueue: u32,
    wqueue: u32,
    uid: u32,
    inode: u32,
  }),
  () => ({
    meminfo: [1, struct({ rmem: u32, wmem: u32, fmem: u32, tmem: u32 })],
    info: [2, bytes],
    vegasinfo: [3, struct({ enabled: u32, rttcnt: u32, rtt: u32, minrtt: u32 })],
    cong: [4, string],
    tos: [5, u8],
    tclass: [6, u8],
    skmeminfo: [7, skMeminfo],
    shutdown: [8, u8],
    dctcpinfo: [9, struct({ enabled: u16, ceState: u16, alpha: u32, abEcn: u32, abTot: u32 })],
    protocol: [10, u8],
    skv6only: [11, u8],
    locals: [12, bytes],
    peers: [13, bytes],
    mark: [15, u32],
    bbrinfo: [16, struct({ bwLo: u32, bwHi: u32, minRtt: u32, pacingGain: u32, cwndGain: u32 })],
    classId: [17, u32],
    md5sig: [18, secret(bytes)],
    ulpInfo: [19, ulpInfo],
    skBpfStorages: [20, bytes],
    cgroupId: [21, u64],
    sockopt: [22, struct({ flags: bits(u8, SOCKOPT), more: bits(u8, SOCKOPT_MORE) })],
  }),
  { ignored: [14], types: SOCK_DIAG },
);
export type InetDiag = Value<typeof inetDiag>;
