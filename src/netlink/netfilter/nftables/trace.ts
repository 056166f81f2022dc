import { be16, be32, be64, bytes, enumerated, nest, sbe32, string, type Value } from '../../codec/index.ts';
import { NF_VERDICT, NFPROTO } from '../../constants/netfilter.ts';
import { NFT_TRACETYPE, NFT_VERDICT } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_TRACE: NFTA_TRACE_*, events of NFNLGRP.NFTRACE about packets with `meta nftrace`. */
export const nftTrace = netfilterMessage(
  'nftTrace',
  () => ({
    table: [1, string],
    chain: [2, string],
    ruleHandle: [3, be64],
    type: [4, enumerated(be32, NFT_TRACETYPE)],
    verdict: [
      5,
      nest(() => ({ code: [1, enumerated(sbe32, { ...NF_VERDICT, ...NFT_VERDICT })], chain: [2, string] })),
    ],
    id: [6, be32],
    llHeader: [7, bytes],
    networkHeader: [8, bytes],
    transportHeader: [9, bytes],
    iif: [10, be32],
    iiftype: [11, be16],
    oif: [12, be32],
    oiftype: [13, be16],
    mark: [14, be32],
    nfproto: [15, enumerated(be32, NFPROTO)],
    policy: [16, enumerated(be32, NF_VERDICT)],
  }),
  { ignored: [17], types: nftTypes },
);
export type NftTrace = Value<typeof nftTrace>;
