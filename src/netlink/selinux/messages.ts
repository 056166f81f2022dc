import { Message, s32, u32 } from '../codec/index.ts';

/** Message types and the multicast group of NETLINK_SELINUX (linux/selinux_netlink.h). */
export const SELNL_MSG = { SELNL_MSG_SETENFORCE: 16, SELNL_MSG_POLICYLOAD: 17 } as const;
export const SELNLGRP = { AVC: 1 } as const;

/** SELinux begins to enforce its policy (1), or no longer does (0). */
export const selinuxSetenforce = new Message('selinuxSetenforce', { value: s32 }, {}, { types: SELNL_MSG });
/** A policy was loaded. */
export const selinuxPolicyload = new Message('selinuxPolicyload', { seqno: u32 }, {}, { types: SELNL_MSG });

/** All of them, for `subscribe`. */
export const selinuxMessages = {
  [SELNL_MSG.SELNL_MSG_SETENFORCE]: selinuxSetenforce,
  [SELNL_MSG.SELNL_MSG_POLICYLOAD]: selinuxPolicyload,
} as const;
