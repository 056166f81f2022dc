/** Messages of nfacct (NFNL_MSG_ACCT_*, linux/netfilter/nfnetlink_acct.h). */
export const ACCT_MSG = { NEW: 0, GET: 1, GET_CTRZERO: 2, DEL: 3, OVERQUOTA: 4 } as const;

/** NFACCT_F_*. */
export const NFACCT_F = { QUOTA_PKTS: 0x1, QUOTA_BYTES: 0x2, OVERQUOTA: 0x4 } as const;

/** Messages about timeouts of connection tracking (IPCTNL_MSG_TIMEOUT_*, linux/netfilter/nfnetlink_cttimeout.h). */
export const CT_TIMEOUT_MSG = { NEW: 0, GET: 1, DELETE: 2, DEFAULT_SET: 3, DEFAULT_GET: 4 } as const;

/** Messages about hooks (NFNL_MSG_HOOK_*, linux/netfilter/nfnetlink_hook.h). */
export const HOOK_MSG = { GET: 0 } as const;

/** Messages about fingerprints of systems (OSF_MSG_*, linux/netfilter/nfnetlink_osf.h). */
export const OSF_MSG = { ADD: 0, REMOVE: 1 } as const;
