/** Transport protocols (IPPROTO_*, netinet/in.h). */
export const IPPROTO = {
  TCP: 6,
  UDP: 17,
  DCCP: 33,
  ESP: 50,
  AH: 51,
  ICMPV6: 58,
  COMP: 108,
  SCTP: 132,
  UDPLITE: 136,
  RAW: 255,
  MPTCP: 262,
} as const;

/** Types of sockets (SOCK_*, bits/socket_type.h). */
export const SOCK = { STREAM: 1, DGRAM: 2, RAW: 3, RDM: 4, SEQPACKET: 5, DCCP: 6, PACKET: 10 } as const;

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

/** The states as the bits of a request's mask: 1 << TCP_*. */
export const STATE_BITS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(TCP_STATE).map(([name, n]) => [name, 1 << n]),
);

/** Message types of NETLINK_SOCK_DIAG (linux/sock_diag.h). */
export const SOCK_DIAG = { SOCK_DIAG_BY_FAMILY: 20, SOCK_DESTROY: 21 } as const;

/** Multicast groups of NETLINK_SOCK_DIAG: sockets that are gone (SKNLGRP_*). Joining needs CAP_NET_ADMIN. */
export const SKNLGRP = {
  INET_TCP_DESTROY: 1,
  INET_UDP_DESTROY: 2,
  INET6_TCP_DESTROY: 3,
  INET6_UDP_DESTROY: 4,
} as const;
