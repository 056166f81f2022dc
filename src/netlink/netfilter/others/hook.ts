import { be32, enumerated, nest, sbe32, string, u8, type Value } from '../../codec/index.ts';
import { NFNL_SUBSYS, NFPROTO } from '../../constants/netfilter.ts';
import { HOOK_MSG } from '../../constants/netfilter-others.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';

/** NFNL_MSG_HOOK_GET: a function of the kernel at a hook, in the order of its priority. Dump those of a family and a `hooknum`. */
export const netfilterHook = netfilterMessage(
  'netfilterHook',
  () => ({
    hooknum: [1, be32],
    priority: [2, sbe32],
    dev: [3, string],
    functionName: [4, string],
    moduleName: [5, string],
    chainInfo: [
      6,
      nest(() => ({
        desc: [
          1,
          nest(() => ({ table: [1, string], chainFamily: [2, enumerated(u8, NFPROTO)], name: [3, string] })),
        ],
        type: [2, be32],
      })),
    ],
  }),
  { types: () => netfilterTypes('NFNL_MSG_HOOK_', NFNL_SUBSYS.HOOK, HOOK_MSG) },
);
export type NetfilterHook = Value<typeof netfilterHook>;
