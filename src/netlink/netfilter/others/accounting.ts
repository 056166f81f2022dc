import { be32, be64, bits, nest, string, type Value } from '../../codec/index.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { ACCT_MSG, NFACCT_F } from '../../constants/netfilter-others.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';

/** NFNL_MSG_ACCT_*: a counter of nfacct, which rules of iptables count with. */
export const accounting = netfilterMessage(
  'accounting',
  () => ({
    name: [1, string],
    pkts: [2, be64],
    bytes: [3, be64],
    use: [4, be32],
    flags: [5, bits(be32, NFACCT_F)],
    quota: [6, be64],
    filter: [7, nest({ mask: [1, be32], value: [2, be32] })],
  }),
  { ignored: [8], types: () => netfilterTypes('NFNL_MSG_ACCT_', NFNL_SUBSYS.ACCT, ACCT_MSG) },
);
export type Accounting = Value<typeof accounting>;
