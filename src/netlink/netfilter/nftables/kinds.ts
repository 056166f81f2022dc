import type { AnyMessage, Value } from '../../codec/index.ts';
import type { Request } from '../../connection/request.ts';
import { NLM_F } from '../../constants/flags.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NFT_MSG, NFT_OBJECT } from '../../constants/nftables.ts';
import { netfilterType } from '../message.ts';
import { nftChain } from './chain.ts';
import { nftElements } from './elements.ts';
import { nftFlowtable } from './flowtable.ts';
import {
  nftConnlimit,
  nftCounter,
  nftCtExpect,
  nftCtHelper,
  nftCtTimeout,
  nftLimit,
  nftObject,
  nftQuota,
  nftSecmark,
  nftSynproxy,
} from './object.ts';
import { nftRule } from './rule.ts';
import { nftSet } from './set.ts';
import { nftTable } from './table.ts';

/** The messages about one kind of objects. */
interface Messages {
  readonly create: number;
  readonly get: number;
  readonly remove: number;
  readonly destroy: number;
}

const { NEWOBJ, GETOBJ, DELOBJ, DESTROYOBJ } = NFT_MSG;
const OBJECT: Messages = { create: NEWOBJ, get: GETOBJ, remove: DELOBJ, destroy: DESTROYOBJ };

const of = (create: number, destroy: number): Messages => ({
  create,
  get: create + 1,
  remove: create + 2,
  destroy,
});

/** The kinds of objects of nf_tables: their table, their messages, and the type of those that are NFT_MSG_*OBJ. */
const kinds = {
  table: { message: nftTable, types: of(NFT_MSG.NEWTABLE, NFT_MSG.DESTROYTABLE) },
  chain: { message: nftChain, types: of(NFT_MSG.NEWCHAIN, NFT_MSG.DESTROYCHAIN) },
  rule: { message: nftRule, types: of(NFT_MSG.NEWRULE, NFT_MSG.DESTROYRULE) },
  set: { message: nftSet, types: of(NFT_MSG.NEWSET, NFT_MSG.DESTROYSET) },
  elements: { message: nftElements, types: of(NFT_MSG.NEWSETELEM, NFT_MSG.DESTROYSETELEM) },
  flowtable: { message: nftFlowtable, types: of(NFT_MSG.NEWFLOWTABLE, NFT_MSG.DESTROYFLOWTABLE) },
  object: { message: nftObject, types: OBJECT },
  counter: { message: nftCounter, types: OBJECT, fixed: { type: NFT_OBJECT.COUNTER } },
  quota: { message: nftQuota, types: OBJECT, fixed: { type: NFT_OBJECT.QUOTA } },
  limit: { message: nftLimit, types: OBJECT, fixed: { type: NFT_OBJECT.LIMIT } },
  connlimit: { message: nftConnlimit, types: OBJECT, fixed: { type: NFT_OBJECT.CONNLIMIT } },
  synproxy: { message: nftSynproxy, types: OBJECT, fixed: { type: NFT_OBJECT.SYNPROXY } },
  secmark: { message: nftSecmark, types: OBJECT, fixed: { type: NFT_OBJECT.SECMARK } },
  ctHelper: { message: nftCtHelper, types: OBJECT, fixed: { type: NFT_OBJECT.CT_HELPER } },
  ctTimeout: { message: nftCtTimeout, types: OBJECT, fixed: { type: NFT_OBJECT.CT_TIMEOUT } },
  ctExpect: { message: nftCtExpect, types: OBJECT, fixed: { type: NFT_OBJECT.CT_EXPECT } },
} as const;

export type NftKind = keyof typeof kinds;
export type NftMessage<K extends NftKind> = (typeof kinds)[K]['message'];
export type NftValue<K extends NftKind> = Value<NftMessage<K>>;

interface KindOf<M extends AnyMessage> {
  readonly message: M;
  readonly types: Messages;
  readonly fixed?: { readonly type: number };
}

// Each entry of `kinds` is one of its own message; TypeScript does not see that through the index.
export const kindOf = <K extends NftKind>(kind: K): KindOf<NftMessage<K>> =>
  kinds[kind] as unknown as KindOf<NftMessage<K>>;

/** What a change does: its message, and the flags that it sends. */
const VERBS = {
  /** Creates an object that must not exist yet; a rule behind the others. */
  add: { types: 'create', flags: NLM_F.CREATE | NLM_F.EXCL | NLM_F.APPEND },
  /** Creates an object if there is none, or changes it. */
  ensure: { types: 'create', flags: NLM_F.CREATE },
  /** Creates a rule before the others. */
  insert: { types: 'create', flags: NLM_F.CREATE },
  /** Puts a rule in the place of the one that has its handle. */
  replace: { types: 'create', flags: NLM_F.REPLACE },
  /** Removes an object: a table with all that is in it, a rule by its handle, all rules of a chain without one. */
  delete: { types: 'remove', flags: 0 },
  /** The same; it is no error if there is none (Linux 6.3). */
  destroy: { types: 'destroy', flags: 0 },
} as const;

export type NftVerb = keyof typeof VERBS;

/** A change for a transaction: `nftChange('add', 'table', { family: NFPROTO.INET, name: 'filter' })`. */
export function nftChange<K extends NftKind>(
  verb: NftVerb,
  kind: K,
  value: NftValue<K>,
  flags = 0,
): Request<NftMessage<K>> {
  const { message, types, fixed } = kindOf(kind);
  const change = VERBS[verb];
  const type = netfilterType(NFNL_SUBSYS.NFTABLES, types[change.types]);
  const whole = { ...value, ...fixed } as typeof value; // the type of an object is one of its attributes
  return { message, type, flags: change.flags | flags, value: whole as Value<NftMessage<K>> };
}
