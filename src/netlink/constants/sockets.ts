/** Transport protocols (IPPROTO_*, netinet/in.h). */
export const IPPROTO = { TCP: 6, UDP: 17, DCCP: 33, SCTP: 132, UDPLITE: 136, RAW: 255 } as const;

/** States of a socket (TCP_*, netinet/tcp.h). Other protocols use some of them. */
export const TCP_STATE = {
  ESTABLISHED: 1,
  SYN_SENT: 2,
  SYN_RECV: 3,
  FIN_WAIT1: 4,
  FIN_WAIT2: 5,
  TIME_WAIT: 6,
  CLOSE: 7,
  CLOSE_WAIT: 8,
  LAST_ACK: 9,
  LISTEN: 10,
  CLOSING: 11,
  NEW_SYN_RECV: 12,
} as const;

/** Message types of NETLINK_SOCK_DIAG (linux/sock_diag.h). */
export const SOCK_DIAG = { SOCK_DIAG_BY_FAMILY: 20, SOCK_DESTROY: 21 } as const;
