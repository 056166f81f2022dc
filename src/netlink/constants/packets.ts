/** Messages of nfqueue (NFQNL_MSG_*, linux/netfilter/nfnetlink_queue.h). */
export const NFQNL_MSG = { PACKET: 0, VERDICT: 1, CONFIG: 2, VERDICT_BATCH: 3 } as const;

/** Commands to nfqueue and nflog (NFQNL_CFG_CMD_*, NFULNL_CFG_CMD_*). */
export const NF_CFG_CMD = { NONE: 0, BIND: 1, UNBIND: 2, PF_BIND: 3, PF_UNBIND: 4 } as const;

/** How much of a packet nfqueue and nflog pass on: nothing, what is known of it, or its bytes as well. */
export const NF_COPY = { NONE: 0, META: 1, PACKET: 2 } as const;

/** NFQA_CFG_F_*. */
export const NFQA_CFG_F = { FAIL_OPEN: 0x1, CONNTRACK: 0x2, GSO: 0x4, UID_GID: 0x8, SECCTX: 0x10 } as const;

/** NFQA_SKB_*. */
export const NFQA_SKB = { CSUMNOTREADY: 0x1, GSO: 0x2, CSUM_NOTVERIFIED: 0x4 } as const;

/** Messages of nflog (NFULNL_MSG_*, linux/netfilter/nfnetlink_log.h). */
export const NFULNL_MSG = { PACKET: 0, CONFIG: 1 } as const;

/** NFULNL_CFG_F_*. */
export const NFULNL_CFG_F = { SEQ: 0x1, SEQ_GLOBAL: 0x2, CONNTRACK: 0x4 } as const;
