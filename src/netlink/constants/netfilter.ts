/** Protocol families of netfilter (NFPROTO_*, linux/netfilter.h): `family` in its messages. */
export const NFPROTO = { UNSPEC: 0, INET: 1, IPV4: 2, ARP: 3, NETDEV: 5, BRIDGE: 7, IPV6: 10 } as const;

/** Subsystems of NETLINK_NETFILTER (NFNL_SUBSYS_*, linux/netfilter/nfnetlink.h). */
export const NFNL_SUBSYS = {
  CTNETLINK: 1,
  CTNETLINK_EXP: 2,
  QUEUE: 3,
  ULOG: 4,
  OSF: 5,
  IPSET: 6,
  ACCT: 7,
  CTNETLINK_TIMEOUT: 8,
  CTHELPER: 9,
  NFTABLES: 10,
  NFT_COMPAT: 11,
  HOOK: 12,
} as const;

/** Multicast groups of NETLINK_NETFILTER (NFNLGRP_*). */
export const NFNLGRP = {
  CONNTRACK_NEW: 1,
  CONNTRACK_UPDATE: 2,
  CONNTRACK_DESTROY: 3,
  CONNTRACK_EXP_NEW: 4,
  CONNTRACK_EXP_UPDATE: 5,
  CONNTRACK_EXP_DESTROY: 6,
  NFTABLES: 7,
  ACCT_QUOTA: 8,
  NFTRACE: 9,
} as const;

/** Hooks of the families INET, IPV4, IPV6 and BRIDGE (NF_INET_*). */
export const NF_HOOK = {
  PRE_ROUTING: 0,
  LOCAL_IN: 1,
  FORWARD: 2,
  LOCAL_OUT: 3,
  POST_ROUTING: 4,
  INGRESS: 5,
} as const;

/** Hooks of the family NETDEV (NF_NETDEV_*). */
export const NF_NETDEV = { INGRESS: 0, EGRESS: 1 } as const;

/** What becomes of a packet (NF_*). Of a rule's verdict, see also NFT_VERDICT. */
export const NF_VERDICT = { DROP: 0, ACCEPT: 1, STOLEN: 2, QUEUE: 3, REPEAT: 4, STOP: 5 } as const;
