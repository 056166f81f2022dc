/** Message types of NETLINK_XFRM (XFRM_MSG_*, linux/xfrm.h). */
export const XFRM_MSG = {
  XFRM_MSG_NEWSA: 16,
  XFRM_MSG_DELSA: 17,
  XFRM_MSG_GETSA: 18,
  XFRM_MSG_NEWPOLICY: 19,
  XFRM_MSG_DELPOLICY: 20,
  XFRM_MSG_GETPOLICY: 21,
  XFRM_MSG_ALLOCSPI: 22,
  XFRM_MSG_ACQUIRE: 23,
  XFRM_MSG_EXPIRE: 24,
  XFRM_MSG_UPDPOLICY: 25,
  XFRM_MSG_UPDSA: 26,
  XFRM_MSG_POLEXPIRE: 27,
  XFRM_MSG_FLUSHSA: 28,
  XFRM_MSG_FLUSHPOLICY: 29,
  XFRM_MSG_NEWAE: 30,
  XFRM_MSG_GETAE: 31,
  XFRM_MSG_REPORT: 32,
  XFRM_MSG_MIGRATE: 33,
  XFRM_MSG_NEWSADINFO: 34,
  XFRM_MSG_GETSADINFO: 35,
  XFRM_MSG_NEWSPDINFO: 36,
  XFRM_MSG_GETSPDINFO: 37,
  XFRM_MSG_MAPPING: 38,
  XFRM_MSG_SETDEFAULT: 39,
  XFRM_MSG_GETDEFAULT: 40,
} as const;

/** Multicast groups of NETLINK_XFRM (XFRMNLGRP_*). */
export const XFRMNLGRP = {
  ACQUIRE: 1,
  EXPIRE: 2,
  SA: 3,
  POLICY: 4,
  AEVENTS: 5,
  REPORT: 6,
  MIGRATE: 7,
  MAPPING: 8,
} as const;

export const XFRM_MODE = {
  TRANSPORT: 0,
  TUNNEL: 1,
  ROUTEOPTIMIZATION: 2,
  IN_TRIGGER: 3,
  BEET: 4,
  IPTFS: 5,
} as const;
/** Directions of policies (XFRM_POLICY_*). */
export const XFRM_POLICY_DIR = { IN: 0, OUT: 1, FWD: 2 } as const;
/** What becomes of the packets of a policy (XFRM_POLICY_*). */
export const XFRM_POLICY_ACTION = { ALLOW: 0, BLOCK: 1 } as const;
/** Flags of a policy (XFRM_POLICY_*). */
export const XFRM_POLICY_FLAG = { LOCALOK: 1, ICMP: 2, CPU_ACQUIRE: 4 } as const;
export const XFRM_POLICY_TYPE = { MAIN: 0, SUB: 1, ANY: 255 } as const;
export const XFRM_SHARE = { ANY: 0, SESSION: 1, USER: 2, UNIQUE: 3 } as const;
/** Flags of a state (XFRM_STATE_*). */
export const XFRM_STATE = {
  NOECN: 1,
  DECAP_DSCP: 2,
  NOPMTUDISC: 4,
  WILDRECV: 8,
  ICMP: 16,
  AF_UNSPEC: 32,
  ALIGN4: 64,
  ESN: 128,
} as const;
export const XFRM_SA_XFLAG = { DONT_ENCAP_DSCP: 1, OSEQ_MAY_WRAP: 2 } as const;
export const XFRM_OFFLOAD = { IPV6: 1, INBOUND: 2, PACKET: 4 } as const;
/** What GETAE reports and what NEWAE sets and says (XFRM_AE_*). */
export const XFRM_AE = { RTHR: 1, RVAL: 2, LVAL: 4, ETHR: 8, CR: 16, CE: 32, CU: 64 } as const;
/** What happens without a policy (XFRM_USERPOLICY_*). */
export const XFRM_USERPOLICY = { UNSPEC: 0, BLOCK: 1, ACCEPT: 2 } as const;
/** No limit of bytes or packets (XFRM_INF). */
export const XFRM_INF: bigint = 2n ** 64n - 1n;
/** How ESP goes through UDP or TCP (UDP_ENCAP_*, TCP_ENCAP_*). */
export const XFRM_ENCAP = { ESPINUDP_NON_IKE: 1, ESPINUDP: 2, ESPINTCP: 7 } as const;
