/** Message flags (NLM_F_*, linux/netlink.h). The same bit means different things in GET, NEW, DEL and ACK messages. */
export const NLM_F = {
  REQUEST: 0x1,
  MULTI: 0x2,
  ACK: 0x4,
  ECHO: 0x8,
  /** The dump is inconsistent: something changed meanwhile. */
  DUMP_INTR: 0x10,
  /** The kernel has applied the filter of the dump request. */
  DUMP_FILTERED: 0x20,
  /* modifiers of GET */
  ROOT: 0x100,
  MATCH: 0x200,
  ATOMIC: 0x400,
  DUMP: 0x300,
  /* modifiers of NEW */
  REPLACE: 0x100,
  EXCL: 0x200,
  CREATE: 0x400,
  APPEND: 0x800,
  /* modifiers of DEL */
  NONREC: 0x100,
  BULK: 0x200,
  /* flags of ACK */
  CAPPED: 0x100,
  ACK_TLVS: 0x200,
} as const;

/** Message types below NLMSG_MIN_TYPE, of every family. */
export const NLMSG = { NOOP: 1, ERROR: 2, DONE: 3, OVERRUN: 4, MIN_TYPE: 16 } as const;

/** Attributes of an extended ACK (NLMSGERR_ATTR_*). */
export const NLMSGERR_ATTR = { MSG: 1, OFFS: 2, COOKIE: 3, POLICY: 4, MISS_TYPE: 5, MISS_NEST: 6 } as const;

/** Socket options: levels, and names by level (netlink(7), socket(7)). */
export const SOL = { SOCKET: 1, NETLINK: 270 } as const;
export const SO = { SNDBUF: 7, RCVBUF: 8, SNDBUFFORCE: 32, RCVBUFFORCE: 33 } as const;
export const NETLINK_OPTION = {
  ADD_MEMBERSHIP: 1,
  DROP_MEMBERSHIP: 2,
  PKTINFO: 3,
  BROADCAST_ERROR: 4,
  NO_ENOBUFS: 5,
  LISTEN_ALL_NSID: 8,
  LIST_MEMBERSHIPS: 9,
  CAP_ACK: 10,
  EXT_ACK: 11,
  GET_STRICT_CHK: 12,
} as const;
