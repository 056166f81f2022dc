import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NFT_MSG } from '../../constants/nftables.ts';
import { netfilterTypes } from '../message.ts';

/** Names of the messages of nf_tables, for traces and errors. */
export const nftTypes = (): Readonly<Record<string, number>> =>
  netfilterTypes('NFT_MSG_', NFNL_SUBSYS.NFTABLES, NFT_MSG);
