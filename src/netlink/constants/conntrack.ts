/** Messages about connections (IPCTNL_MSG_CT_*, linux/netfilter/nfnetlink_conntrack.h). */
export const CT_MSG = {
  NEW: 0,
  GET: 1,
  DELETE: 2,
  GET_CTRZERO: 3,
  GET_STATS_CPU: 4,
  GET_STATS: 5,
  GET_DYING: 6,
  GET_UNCONFIRMED: 7,
} as const;

/** Messages about expected connections (IPCTNL_MSG_EXP_*). */
export const CT_EXP_MSG = { NEW: 0, GET: 1, DELETE: 2, GET_STATS_CPU: 3 } as const;

/** The status of a connection (IPS_*, linux/netfilter/nf_conntrack_common.h). */
export const IPS = {
  EXPECTED: 0x1,
  SEEN_REPLY: 0x2,
  ASSURED: 0x4,
  CONFIRMED: 0x8,
  SRC_NAT: 0x10,
  DST_NAT: 0x20,
  SEQ_ADJUST: 0x40,
  SRC_NAT_DONE: 0x80,
  DST_NAT_DONE: 0x100,
  DYING: 0x200,
  FIXED_TIMEOUT: 0x400,
  TEMPLATE: 0x800,
  UNTRACKED: 0x1000,
  HELPER: 0x2000,
  OFFLOAD: 0x4000,
  HW_OFFLOAD: 0x8000,
} as const;

/** States of a TCP connection as connection tracking has them (TCP_CONNTRACK_*). */
export const TCP_CONNTRACK = {
  NONE: 0,
  SYN_SENT: 1,
  SYN_RECV: 2,
  ESTABLISHED: 3,
  FIN_WAIT: 4,
  CLOSE_WAIT: 5,
  LAST_ACK: 6,
  TIME_WAIT: 7,
  CLOSE: 8,
  SYN_SENT2: 9,
} as const;

/** Which fields of a tuple a dump is filtered by (CTA_FILTER_F_*). */
export const CTA_FILTER_F = {
  CTA_IP_SRC: 0x1,
  CTA_IP_DST: 0x2,
  CTA_TUPLE_ZONE: 0x4,
  CTA_PROTO_NUM: 0x8,
  CTA_PROTO_SRC_PORT: 0x10,
  CTA_PROTO_DST_PORT: 0x20,
  CTA_PROTO_ICMP_TYPE: 0x40,
  CTA_PROTO_ICMP_CODE: 0x80,
  CTA_PROTO_ICMP_ID: 0x100,
  CTA_PROTO_ICMPV6_TYPE: 0x200,
  CTA_PROTO_ICMPV6_CODE: 0x400,
  CTA_PROTO_ICMPV6_ID: 0x800,
} as const;
