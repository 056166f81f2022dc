import { nftChain } from './chain.ts';
import { nftElements } from './elements.ts';
import { nftFlowtable } from './flowtable.ts';
import { nftGeneration } from './generation.ts';
import { nftObject } from './object.ts';
import { nftRule } from './rule.ts';
import { nftSet } from './set.ts';
import { nftTable } from './table.ts';
import { nftTrace } from './trace.ts';

/** Types of the messages that nf_tables notifies of: NFNL_SUBSYS.NFTABLES << 8 | NFT_MSG. */
export const NFT_EVENT = {
  NEWTABLE: 0xa00,
  DELTABLE: 0xa02,
  NEWCHAIN: 0xa03,
  DELCHAIN: 0xa05,
  NEWRULE: 0xa06,
  DELRULE: 0xa08,
  NEWSET: 0xa09,
  DELSET: 0xa0b,
  NEWSETELEM: 0xa0c,
  DELSETELEM: 0xa0e,
  NEWGEN: 0xa0f,
  TRACE: 0xa11,
  NEWOBJ: 0xa12,
  DELOBJ: 0xa14,
  NEWFLOWTABLE: 0xa16,
  DELFLOWTABLE: 0xa18,
} as const;

/** The tables of these messages, for `subscribe` with NFNLGRP.NFTABLES and NFNLGRP.NFTRACE. */
export const nftMessages = {
  [NFT_EVENT.NEWTABLE]: nftTable,
  [NFT_EVENT.DELTABLE]: nftTable,
  [NFT_EVENT.NEWCHAIN]: nftChain,
  [NFT_EVENT.DELCHAIN]: nftChain,
  [NFT_EVENT.NEWRULE]: nftRule,
  [NFT_EVENT.DELRULE]: nftRule,
  [NFT_EVENT.NEWSET]: nftSet,
  [NFT_EVENT.DELSET]: nftSet,
  [NFT_EVENT.NEWSETELEM]: nftElements,
  [NFT_EVENT.DELSETELEM]: nftElements,
  [NFT_EVENT.NEWGEN]: nftGeneration,
  [NFT_EVENT.TRACE]: nftTrace,
  [NFT_EVENT.NEWOBJ]: nftObject,
  [NFT_EVENT.DELOBJ]: nftObject,
  [NFT_EVENT.NEWFLOWTABLE]: nftFlowtable,
  [NFT_EVENT.DELFLOWTABLE]: nftFlowtable,
} as const;
