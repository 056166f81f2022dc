/** Messages of nf_tables (NFT_MSG_*, linux/netfilter/nf_tables.h). */
export const NFT_MSG = {
  NEWTABLE: 0,
  GETTABLE: 1,
  DELTABLE: 2,
  NEWCHAIN: 3,
  GETCHAIN: 4,
  DELCHAIN: 5,
  NEWRULE: 6,
  GETRULE: 7,
  DELRULE: 8,
  NEWSET: 9,
  GETSET: 10,
  DELSET: 11,
  NEWSETELEM: 12,
  GETSETELEM: 13,
  DELSETELEM: 14,
  NEWGEN: 15,
  GETGEN: 16,
  TRACE: 17,
  NEWOBJ: 18,
  GETOBJ: 19,
  DELOBJ: 20,
  GETOBJ_RESET: 21,
  NEWFLOWTABLE: 22,
  GETFLOWTABLE: 23,
  DELFLOWTABLE: 24,
  GETRULE_RESET: 25,
  DESTROYTABLE: 26,
  DESTROYCHAIN: 27,
  DESTROYRULE: 28,
  DESTROYSET: 29,
  DESTROYSETELEM: 30,
  DESTROYOBJ: 31,
  DESTROYFLOWTABLE: 32,
  GETSETELEM_RESET: 33,
} as const;

/** Registers: the verdict, four of 16 bytes, and the same space as sixteen of 4 bytes from R32_00 on. */
export const NFT_REG = { VERDICT: 0, R1: 1, R2: 2, R3: 3, R4: 4, R32_00: 8 } as const;

/** Verdicts of rules beside NF_VERDICT (enum nft_verdicts). */
export const NFT_VERDICT = { CONTINUE: -1, BREAK: -2, JUMP: -3, GOTO: -4, RETURN: -5 } as const;

export const NFT_TABLE_F = { DORMANT: 0x1, OWNER: 0x2, PERSIST: 0x4 } as const;
export const NFT_CHAIN_F = { BASE: 0x1, HW_OFFLOAD: 0x2, BINDING: 0x4 } as const;

export const NFT_SET_F = {
  ANONYMOUS: 0x1,
  CONSTANT: 0x2,
  INTERVAL: 0x4,
  MAP: 0x8,
  TIMEOUT: 0x10,
  EVAL: 0x20,
  OBJECT: 0x40,
  CONCAT: 0x80,
  EXPR: 0x100,
} as const;
export const NFT_SET_POL = { PERFORMANCE: 0, MEMORY: 1 } as const;
export const NFT_SET_ELEM_F = { INTERVAL_END: 0x1, CATCHALL: 0x2 } as const;
/** What a verdict map has as `dataType`. */
export const NFT_DATA_VERDICT = 0xffff_ff00;

export const NFT_OBJECT = {
  COUNTER: 1,
  QUOTA: 2,
  CT_HELPER: 3,
  LIMIT: 4,
  CONNLIMIT: 5,
  TUNNEL: 6,
  CT_TIMEOUT: 7,
  SECMARK: 8,
  CT_EXPECT: 9,
  SYNPROXY: 10,
} as const;

export const NFT_FLOWTABLE_F = { HW_OFFLOAD: 0x1, COUNTER: 0x2 } as const;

export const NFT_CMP = { EQ: 0, NEQ: 1, LT: 2, LTE: 3, GT: 4, GTE: 5 } as const;
export const NFT_RANGE = { EQ: 0, NEQ: 1 } as const;
export const NFT_BITWISE = { MASK_XOR: 0, LSHIFT: 1, RSHIFT: 2, AND: 3, OR: 4, XOR: 5 } as const;
export const NFT_BYTEORDER = { NTOH: 0, HTON: 1 } as const;
export const NFT_LOOKUP_F = { INV: 0x1 } as const;
export const NFT_DYNSET_OP = { ADD: 0, UPDATE: 1, DELETE: 2 } as const;
export const NFT_DYNSET_F = { INV: 0x1, EXPR: 0x2 } as const;
export const NFT_PAYLOAD = {
  LL_HEADER: 0,
  NETWORK_HEADER: 1,
  TRANSPORT_HEADER: 2,
  INNER_HEADER: 3,
  TUN_HEADER: 4,
} as const;
export const NFT_PAYLOAD_CSUM = { NONE: 0, INET: 1, SCTP: 2 } as const;
export const NFT_EXTHDR = { IPV6: 0, TCPOPT: 1, IPV4: 2, SCTP: 3, DCCP: 4 } as const;
export const NFT_EXTHDR_F = { PRESENT: 0x1 } as const;
export const NFT_META = {
  LEN: 0,
  PROTOCOL: 1,
  PRIORITY: 2,
  MARK: 3,
  IIF: 4,
  OIF: 5,
  IIFNAME: 6,
  OIFNAME: 7,
  IIFTYPE: 8,
  OIFTYPE: 9,
  SKUID: 10,
  SKGID: 11,
  NFTRACE: 12,
  RTCLASSID: 13,
  SECMARK: 14,
  NFPROTO: 15,
  L4PROTO: 16,
  BRI_IIFNAME: 17,
  BRI_OIFNAME: 18,
  PKTTYPE: 19,
  CPU: 20,
  IIFGROUP: 21,
  OIFGROUP: 22,
  CGROUP: 23,
  PRANDOM: 24,
  SECPATH: 25,
  IIFKIND: 26,
  OIFKIND: 27,
  BRI_IIFPVID: 28,
  BRI_IIFVPROTO: 29,
  TIME_NS: 30,
  TIME_DAY: 31,
  TIME_HOUR: 32,
  SDIF: 33,
  SDIFNAME: 34,
  BRI_BROUTE: 35,
} as const;
export const NFT_RT = { CLASSID: 0, NEXTHOP4: 1, NEXTHOP6: 2, TCPMSS: 3, XFRM: 4 } as const;
export const NFT_HASH = { JENKINS: 0, SYM: 1 } as const;
export const NFT_SOCKET = { TRANSPARENT: 0, MARK: 1, WILDCARD: 2, CGROUPV2: 3 } as const;
export const NFT_CT = {
  STATE: 0,
  DIRECTION: 1,
  STATUS: 2,
  MARK: 3,
  SECMARK: 4,
  EXPIRATION: 5,
  HELPER: 6,
  L3PROTOCOL: 7,
  SRC: 8,
  DST: 9,
  PROTOCOL: 10,
  PROTO_SRC: 11,
  PROTO_DST: 12,
  LABELS: 13,
  PKTS: 14,
  BYTES: 15,
  AVGPKT: 16,
  ZONE: 17,
  EVENTMASK: 18,
  SRC_IP: 19,
  DST_IP: 20,
  SRC_IP6: 21,
  DST_IP6: 22,
  ID: 23,
} as const;
export const NFT_LIMIT = { PKTS: 0, PKT_BYTES: 1 } as const;
export const NFT_LIMIT_F = { INV: 0x1 } as const;
export const NFT_CONNLIMIT_F = { INV: 0x1 } as const;
export const NFT_QUOTA_F = { INV: 0x1, DEPLETED: 0x2 } as const;
export const NFT_QUEUE_F = { BYPASS: 0x1, CPU_FANOUT: 0x2 } as const;
export const NFT_REJECT = { ICMP_UNREACH: 0, TCP_RST: 1, ICMPX_UNREACH: 2 } as const;
export const NFT_NAT = { SNAT: 0, DNAT: 1 } as const;
/** NF_NAT_RANGE_*, of nat, masq and redir. */
export const NFT_NAT_F = {
  MAP_IPS: 0x1,
  PROTO_SPECIFIED: 0x2,
  PROTO_RANDOM: 0x4,
  PERSISTENT: 0x8,
  PROTO_RANDOM_FULLY: 0x10,
  PROTO_OFFSET: 0x20,
  NETMAP: 0x40,
} as const;
export const NFT_FIB = { OIF: 1, OIFNAME: 2, ADDRTYPE: 3 } as const;
export const NFT_FIB_F = { SADDR: 0x1, DADDR: 0x2, MARK: 0x4, IIF: 0x8, OIF: 0x10, PRESENT: 0x20 } as const;
export const NFT_OSF_F = { VERSION: 0x1 } as const;
export const NFT_SYNPROXY_F = { MSS: 0x1, WSCALE: 0x2, SACK_PERM: 0x4, TIMESTAMP: 0x8, ECN: 0x10 } as const;
export const NFT_XFRM = { DADDR_IP4: 1, DADDR_IP6: 2, SADDR_IP4: 3, SADDR_IP6: 4, REQID: 5, SPI: 6 } as const;
export const NFT_NG = { INCREMENTAL: 0, RANDOM: 1 } as const;
export const NFT_TUNNEL = { PATH: 0, ID: 1 } as const;
export const NFT_TRACETYPE = { POLICY: 1, RETURN: 2, RULE: 3 } as const;
