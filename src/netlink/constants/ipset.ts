/** Commands of ipset (IPSET_CMD_*, linux/netfilter/ipset/ip_set.h). */
export const IPSET_CMD = {
  PROTOCOL: 1,
  CREATE: 2,
  DESTROY: 3,
  FLUSH: 4,
  RENAME: 5,
  SWAP: 6,
  LIST: 7,
  SAVE: 8,
  ADD: 9,
  DEL: 10,
  TEST: 11,
  HEADER: 12,
  TYPE: 13,
  GET_BYNAME: 14,
  GET_BYINDEX: 15,
} as const;

/** What a message has as `protocol`. */
export const IPSET_PROTOCOL = 7;

/** Flags of a command (IPSET_FLAG_*). */
export const IPSET_FLAG = { EXIST: 0x1, LIST_SETNAME: 0x2, LIST_HEADER: 0x4 } as const;

/** Flags of sets and entries (IPSET_FLAG_*, `cadtFlags`). */
export const IPSET_CADT = {
  BEFORE: 0x1,
  PHYSDEV: 0x2,
  NOMATCH: 0x4,
  WITH_COUNTERS: 0x8,
  WITH_COMMENT: 0x10,
  WITH_FORCEADD: 0x20,
  WITH_SKBINFO: 0x40,
  IFACE_WILDCARD: 0x80,
} as const;

/** Error numbers of ipset's own (IPSET_ERR_*): `errno` of a NetlinkError. */
export const IPSET_ERR = {
  PROTOCOL: 4097,
  FIND_TYPE: 4098,
  MAX_SETS: 4099,
  BUSY: 4100,
  EXIST_SETNAME2: 4101,
  TYPE_MISMATCH: 4102,
  EXIST: 4103,
  INVALID_CIDR: 4104,
  INVALID_NETMASK: 4105,
  INVALID_FAMILY: 4106,
  TIMEOUT: 4107,
  REFERENCED: 4108,
  IPADDR_IPV4: 4109,
  IPADDR_IPV6: 4110,
  COUNTER: 4111,
  COMMENT: 4112,
  INVALID_MARKMASK: 4113,
  SKBINFO: 4114,
} as const;
