import { Connection } from '../../connection/connection.ts';
import { NetlinkError } from '../../connection/netlink-error.ts';
import type { ConnectionOptions } from '../../connection/options.ts';
import type { Request } from '../../connection/request.ts';
import { NETLINK } from '../../constants/families.ts';
import { NLM_F } from '../../constants/flags.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NFT_MSG } from '../../constants/nftables.ts';
import { includes } from '../../route/includes.ts';
import { netfilterType } from '../message.ts';
import { type Echoes, runTransaction, type TransactionOptions } from '../transaction.ts';
import { type NftGeneration, nftGeneration } from './generation.ts';
import { kindOf, type NftKind, type NftMessage, type NftValue, nftChange } from './kinds.ts';
import { nftTable } from './table.ts';

/** nf_tables with verbs: lists and gets objects, and changes them in transactions. */
export class Nftables {
  readonly connection: Connection;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.NETFILTER });
  }

  /**
   * The objects of a kind that have the filter's properties: those of a `family`, a `table`, rules of a `chain`. Elements
   * are listed of one set: give `family`, `table` and `set`.
   */
  list<K extends NftKind>(kind: K, filter: NftValue<K> = {} as NftValue<K>): Promise<NftValue<K>[]> {
    const request = this.#get(kind, filter);
    const { family, ...rest } = request.value as Readonly<Record<string, unknown>>;
    const wanted = family === 0 ? rest : { family, ...rest };
    const matches = (view: object): boolean => includes(view, wanted);
    // The table of the kind reads what is a value of the kind.
    return this.connection.dump(request, undefined, { filter: matches }) as Promise<NftValue<K>[]>;
  }

  /** One object, by its names or its handle. @throws NetlinkError ENOENT */
  get<K extends NftKind>(kind: K, value: NftValue<K>): Promise<NftValue<K>> {
    return this.connection.get(this.#get(kind, value)) as Promise<NftValue<K>>;
  }

  /**
   * Carries out changes (see `nftChange`), all or none.
   * @returns by the index of each request with NLM_F.ECHO, the object with its new handle
   * @throws TransactionError
   */
  commit(changes: readonly Request[], options: TransactionOptions = {}): Promise<Echoes> {
    return this.connection.exchange((channel, hooks) =>
      runTransaction(channel, NFNL_SUBSYS.NFTABLES, changes, options, hooks),
    );
  }

  /** Creates an object in a transaction of its own, and returns it with its handle. @throws TransactionError */
  async create<K extends NftKind>(kind: K, value: NftValue<K>): Promise<NftValue<K>> {
    const echoes = await this.commit([nftChange('add', kind, value, NLM_F.ECHO)]);
    const echo = echoes.get(0);
    if (echo === undefined)
      throw new NetlinkError({ code: 'ERR_NETLINK_NO_REPLY', reason: 'created without an answer' });
    return echo as NftValue<K>; // read by the table of the kind
  }

  /** The number of the ruleset, which every transaction changes, and who made the last one. */
  generation(): Promise<NftGeneration> {
    const type = netfilterType(NFNL_SUBSYS.NFTABLES, NFT_MSG.GETGEN);
    return this.connection.get({ message: nftGeneration, type, value: {} });
  }

  /** Removes all tables, or those of a family, with everything in them. */
  async flush(family = 0): Promise<void> {
    const type = netfilterType(NFNL_SUBSYS.NFTABLES, NFT_MSG.DELTABLE);
    await this.commit([{ message: nftTable, type, value: { family } }]);
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #get<K extends NftKind>(kind: K, value: NftValue<K>): Request<NftMessage<K>> {
    const { types, message, fixed } = kindOf(kind);
    const type = netfilterType(NFNL_SUBSYS.NFTABLES, types.get);
    return { message, type, value: { ...value, ...fixed } as Request<NftMessage<K>>['value'] };
  }
}

/** Opens a connection to nf_tables. @throws NetlinkError */
export function openNftables(options: Omit<ConnectionOptions, 'family'> = {}): Nftables {
  return new Nftables(options);
}
