import type { AnyMessage, Value } from '../../codec/index.ts';
import { Connection } from '../../connection/connection.ts';
import type { ConnectionOptions } from '../../connection/options.ts';
import { CT_MSG } from '../../constants/conntrack.ts';
import { NETLINK } from '../../constants/families.ts';
import { NLM_F } from '../../constants/flags.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { includes } from '../../route/includes.ts';
import { netfilterType } from '../message.ts';
import {
  type ConntrackCpuStats,
  type ConntrackStats,
  conntrack,
  conntrackCpuStats,
  conntrackExpectation,
  conntrackStats,
} from './conntrack.ts';

/** Connections, or expected ones: the methods that change something differ in the flags that they send. */
export class ConntrackObjects<M extends AnyMessage> {
  readonly #connection: Connection;
  readonly #message: M;
  readonly #subsystem: number;

  constructor(connection: Connection, message: M, subsystem: number) {
    this.#connection = connection;
    this.#message = message;
    this.#subsystem = subsystem;
  }

  /** All that have the filter's properties. The kernel filters by family, mark and zone; the rest happens here. */
  list(filter: Value<M> = {} as Value<M>): Promise<Value<M>[]> {
    const matches = (view: object): boolean => includes(view, filter);
    const { family, mark, markMask, zone } = filter as Readonly<Record<string, unknown>>;
    const asked = Object.entries({ family, mark, markMask, zone }).filter(([, value]) => value !== undefined);
    // Its keys are those of the filter, a value of M.
    const value = Object.fromEntries(asked) as Value<M>;
    return this.#connection.dump({ message: this.#message, type: this.#type(CT_MSG.GET), value }, undefined, {
      filter: matches,
    });
  }

  /** The one of a tuple. @throws NetlinkError ENOENT */
  get(value: Value<M>): Promise<Value<M>> {
    return this.#connection.get({ message: this.#message, type: this.#type(CT_MSG.GET), value });
  }

  /** Creates one that does not exist yet: give both tuples and a timeout. A `status` needs
   * IPS.CONFIRMED (ctnetlink_change_status). @throws NetlinkError EEXIST */
  add(value: Value<M>): Promise<void> {
    return this.#change(CT_MSG.NEW, value, NLM_F.CREATE | NLM_F.EXCL);
  }

  /** Changes the one of a tuple. @throws NetlinkError ENOENT */
  set(value: Value<M>): Promise<void> {
    return this.#change(CT_MSG.NEW, value);
  }

  /** Removes the one of a tuple; without a tuple, all of a family. */
  delete(value: Value<M>): Promise<void> {
    return this.#change(CT_MSG.DELETE, value);
  }

  #change(message: number, value: Value<M>, flags = 0): Promise<void> {
    return this.#connection.request({ message: this.#message, type: this.#type(message), flags, value });
  }

  /** CT_MSG and CT_EXP_MSG have the same numbers for these. */
  #type(message: number): number {
    return netfilterType(this.#subsystem, message);
  }
}

/** Connection tracking with verbs. */
export class ConntrackSocket {
  readonly connection: Connection;
  readonly connections: ConntrackObjects<typeof conntrack>;
  readonly expectations: ConntrackObjects<typeof conntrackExpectation>;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.NETFILTER });
    this.connections = new ConntrackObjects(this.connection, conntrack, NFNL_SUBSYS.CTNETLINK);
    this.expectations = new ConntrackObjects(
      this.connection,
      conntrackExpectation,
      NFNL_SUBSYS.CTNETLINK_EXP,
    );
  }

  /** How many connections there are and may be. */
  stats(): Promise<ConntrackStats> {
    const type = netfilterType(NFNL_SUBSYS.CTNETLINK, CT_MSG.GET_STATS);
    return this.connection.get({ message: conntrackStats, type, value: {} });
  }

  /** Counters of each processor; its number is in `resId`. */
  cpuStats(): Promise<ConntrackCpuStats[]> {
    const type = netfilterType(NFNL_SUBSYS.CTNETLINK, CT_MSG.GET_STATS_CPU);
    return this.connection.dump({ message: conntrackCpuStats, type, value: {} });
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens a connection to connection tracking. @throws NetlinkError */
export function openConntrack(options: Omit<ConnectionOptions, 'family'> = {}): ConntrackSocket {
  return new ConntrackSocket(options);
}
