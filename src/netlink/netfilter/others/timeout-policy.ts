import { be16, be32, nest, string, u8, type Value } from '../../codec/index.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { CT_TIMEOUT_MSG } from '../../constants/netfilter-others.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';

/**
 * IPCTNL_MSG_TIMEOUT_*: how long connections without traffic last. What the seconds in `data` are of depends on the
 * protocol: of TCP the states in the order of CTA_TIMEOUT_TCP_*, of UDP `s1` without and `s2` with replies.
 */
export const timeoutPolicy = netfilterMessage(
  'timeoutPolicy',
  () => ({
    name: [1, string],
    l3proto: [2, be16],
    l4proto: [3, u8],
    data: [
      4,
      nest(() => ({
        s1: [1, be32],
        s2: [2, be32],
        s3: [3, be32],
        s4: [4, be32],
        s5: [5, be32],
        s6: [6, be32],
        s7: [7, be32],
        s8: [8, be32],
        s9: [9, be32],
        s10: [10, be32],
        s11: [11, be32],
      })),
    ],
    use: [5, be32],
  }),
  { types: () => netfilterTypes('IPCTNL_MSG_TIMEOUT_', NFNL_SUBSYS.CTNETLINK_TIMEOUT, CT_TIMEOUT_MSG) },
);
export type TimeoutPolicy = Value<typeof timeoutPolicy>;
