import {
  be16,
  be32,
  be64,
  bytes,
  enumerated,
  type Message,
  nest,
  rawNest,
  string,
  type Type,
  u8,
  type Value,
} from '../../codec/index.ts';
import { NFT_OBJECT } from '../../constants/nftables.ts';
import { type NetfilterHeader, netfilterMessage } from '../message.ts';
import { connlimit } from './expressions/connlimit.ts';
import { counterExpression } from './expressions/counter.ts';
import { limit } from './expressions/limit.ts';
import { quota } from './expressions/quota.ts';
import { synproxy } from './expressions/synproxy.ts';
import { nftTypes } from './types.ts';

/** NFTA_OBJ_*, with the data of one type of objects. */
type ObjectAttributes<D> = {
  readonly table: readonly [1, Type<string>];
  readonly name: readonly [2, Type<string>];
  readonly type: readonly [3, Type<number>];
  readonly data: readonly [4, Type<D>];
  readonly use: readonly [5, Type<number>];
  readonly handle: readonly [6, Type<bigint>];
  readonly userdata: readonly [8, Type<Uint8Array>];
};

const objectOf = <D>(name: string, data: Type<D>): Message<NetfilterHeader, ObjectAttributes<D>> =>
  netfilterMessage<ObjectAttributes<D>>(
    name,
    () => ({
      table: [1, string],
      name: [2, string],
      type: [3, enumerated(be32, NFT_OBJECT)],
      data: [4, data],
      use: [5, be32],
      handle: [6, be64],
      userdata: [8, bytes],
    }),
    { ignored: [7], types: nftTypes },
  );

/** NFT_MSG_*OBJ of any type. What is in `data` depends on `type`: the tables below have it. */
export const nftObject = objectOf('nftObject', rawNest);
export const nftCounter = objectOf('nftCounter', counterExpression);
export const nftQuota = objectOf('nftQuota', quota);
export const nftLimit = objectOf('nftLimit', limit);
export const nftConnlimit = objectOf('nftConnlimit', connlimit);
export const nftSynproxy = objectOf('nftSynproxy', synproxy);
export const nftSecmark = objectOf('nftSecmark', nest({ ctx: [1, string] }));
export const nftCtHelper = objectOf(
  'nftCtHelper',
  nest({ name: [1, string], l3proto: [2, be16], l4proto: [3, u8] }),
);
export const nftCtTimeout = objectOf(
  'nftCtTimeout',
  nest({ l3proto: [1, be16], l4proto: [2, u8], data: [3, rawNest] }),
);
export const nftCtExpect = objectOf(
  'nftCtExpect',
  nest({ l3proto: [1, be16], l4proto: [2, u8], dport: [3, be16], timeout: [4, be32], size: [5, u8] }),
);
export type NftObject = Value<typeof nftObject>;
