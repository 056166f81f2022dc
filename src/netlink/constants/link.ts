/** Flags of a link (IFF_*, linux/if.h). */
export const IFF = {
  UP: 0x1,
  BROADCAST: 0x2,
  DEBUG: 0x4,
  LOOPBACK: 0x8,
  POINTOPOINT: 0x10,
  NOTRAILERS: 0x20,
  RUNNING: 0x40,
  NOARP: 0x80,
  PROMISC: 0x100,
  ALLMULTI: 0x200,
  MASTER: 0x400,
  SLAVE: 0x800,
  MULTICAST: 0x1000,
  PORTSEL: 0x2000,
  AUTOMEDIA: 0x4000,
  DYNAMIC: 0x8000,
  LOWER_UP: 0x1_0000,
  DORMANT: 0x2_0000,
  ECHO: 0x4_0000,
} as const;

/** Operational states of RFC 2863 (IF_OPER_*). */
export const IF_OPER = {
  UNKNOWN: 0,
  NOTPRESENT: 1,
  DOWN: 2,
  LOWERLAYERDOWN: 3,
  TESTING: 4,
  DORMANT: 5,
  UP: 6,
} as const;

/** What a link dump is to include in addition (IFLA_EXT_MASK, RTEXT_FILTER_*). */
export const RTEXT_FILTER = {
  VF: 0x1,
  BRVLAN: 0x2,
  BRVLAN_COMPRESSED: 0x4,
  SKIP_STATS: 0x8,
  MRP: 0x10,
  CFM_CONFIG: 0x20,
  CFM_STATUS: 0x40,
  MST: 0x80,
} as const;

/** Common hardware types (ARPHRD_*, linux/if_arp.h). */
export const ARPHRD = {
  NETROM: 0,
  ETHER: 1,
  INFINIBAND: 32,
  CAN: 280,
  PPP: 512,
  RAWIP: 519,
  TUNNEL: 768,
  TUNNEL6: 769,
  LOOPBACK: 772,
  SIT: 776,
  IPGRE: 778,
  IEEE80211: 801,
  IP6GRE: 823,
  NETLINK: 824,
  NONE: 0xfffe,
} as const;

/** IFLA_INET6_ADDR_GEN_MODE. */
export const IN6_ADDR_GEN_MODE = { EUI64: 0, NONE: 1, STABLE_PRIVACY: 2, RANDOM: 3 } as const;

/** Positions of settings of net.ipv6.conf in IFLA_INET6_CONF (DEVCONF_*, linux/ipv6.h). */
export const DEVCONF = {
  FORWARDING: 0,
  MTU6: 2,
  ACCEPT_RA: 3,
  USE_TEMPADDR: 10,
  ACCEPT_RA_MTU: 35,
} as const;

/** IFLA_INET6_FLAGS: a router advertisement has come (IF_RA_RCVD, net/if_inet6.h). */
export const INET6_RA_RECEIVED = 0x20;

/** IFLA_MACVLAN_MODE (bits) and IFLA_MACVLAN_MACADDR_MODE. */
export const MACVLAN_MODE = { PRIVATE: 1, VEPA: 2, BRIDGE: 4, PASSTHRU: 8, SOURCE: 16 } as const;
export const MACVLAN_FLAG = { NOPROMISC: 1, NODST: 2 } as const;
export const MACVLAN_MACADDR = { ADD: 0, DEL: 1, FLUSH: 2, SET: 3 } as const;

export const IPVLAN_MODE = { L2: 0, L3: 1, L3S: 2 } as const;
export const IPVLAN_FLAG = { PRIVATE: 1, VEPA: 2 } as const;

/** IFLA_RMNET_FLAGS (RMNET_FLAGS_*). */
export const RMNET_FLAG = {
  INGRESS_DEAGGREGATION: 0x1,
  INGRESS_MAP_COMMANDS: 0x2,
  INGRESS_MAP_CKSUMV4: 0x4,
  EGRESS_MAP_CKSUMV4: 0x8,
  INGRESS_MAP_CKSUMV5: 0x10,
  EGRESS_MAP_CKSUMV5: 0x20,
} as const;

/** IFLA_VLAN_FLAGS. */
export const VLAN_FLAG = { REORDER_HDR: 1, GVRP: 2, LOOSE_BINDING: 4, MVRP: 8, BRIDGE_BINDING: 16 } as const;

/** Ethernet types (linux/if_ether.h) that tables carry. */
export const ETH_P = {
  IP: 0x0800,
  '8021Q': 0x8100,
  IPV6: 0x86dd,
  '8021AD': 0x88a8,
  MPLS_UC: 0x8847,
} as const;

/** IFLA_BOND_MODE. */
export const BOND_MODE = {
  'BALANCE-RR': 0,
  'ACTIVE-BACKUP': 1,
  'BALANCE-XOR': 2,
  BROADCAST: 3,
  '802.3AD': 4,
  'BALANCE-TLB': 5,
  'BALANCE-ALB': 6,
} as const;

/** The bits of `multiBoolopt` of a bridge, by number (enum br_boolopt_id). */
export const BR_BOOLOPT = {
  NO_LL_LEARN: 0,
  MCAST_VLAN_SNOOPING: 1,
  MST_ENABLE: 2,
  MDB_OFFLOAD_FAIL_NOTIFICATION: 3,
  FDB_LOCAL_VLAN_0: 4,
} as const;

/** IFLA_BRPORT_STATE (BR_STATE_*). */
export const BR_STATE = { DISABLED: 0, LISTENING: 1, LEARNING: 2, FORWARDING: 3, BLOCKING: 4 } as const;
/** IFLA_BRIDGE_FLAGS and the flags of struct bridge_vlan_info. */
export const BRIDGE_FLAGS = { MASTER: 1, SELF: 2 } as const;
export const BRIDGE_VLAN_INFO = {
  MASTER: 1,
  PVID: 2,
  UNTAGGED: 4,
  RANGE_BEGIN: 8,
  RANGE_END: 16,
  BRENTRY: 32,
  ONLY_OPTS: 64,
} as const;
