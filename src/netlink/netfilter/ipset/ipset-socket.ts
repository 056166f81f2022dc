import { Connection } from '../../connection/connection.ts';
import { NetlinkError } from '../../connection/netlink-error.ts';
import type { ConnectionOptions } from '../../connection/options.ts';
import { NETLINK } from '../../constants/families.ts';
import { NLM_F } from '../../constants/flags.ts';
import { IPSET_CMD, IPSET_ERR, IPSET_PROTOCOL } from '../../constants/ipset.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { netfilterType } from '../message.ts';
import { type Ipset, type IpsetEntry, ipset, ipsetEntry } from './ipset.ts';

const typeOf = (command: number): number => netfilterType(NFNL_SUBSYS.IPSET, command);

/** ipset with verbs. Errors of its own have an `errno` of IPSET_ERR. */
export class IpsetSocket {
  readonly connection: Connection;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.NETFILTER });
  }

  /** The versions of the protocol that the kernel speaks: `protocol` and `protocolMin`. */
  protocol(): Promise<Ipset> {
    return this.#get(IPSET_CMD.PROTOCOL, {});
  }

  /** The revisions of a type of sets that the kernel has: `revision` and `protocolMin`, the first one. */
  type(typename: string, setFamily: number): Promise<Ipset> {
    return this.#get(IPSET_CMD.TYPE, { typename, setFamily });
  }

  /** The sets, or one, with their entries in `adt`. A large one comes in several parts. */
  list(setname?: string): Promise<Ipset[]> {
    const value = { protocol: IPSET_PROTOCOL, ...(setname !== undefined && { setname }) };
    return this.connection.dump({ message: ipset, type: typeOf(IPSET_CMD.LIST), value });
  }

  /** Creates a set: give `setname`, `typename`, `revision` and `setFamily`. @throws NetlinkError EEXIST */
  create(set: Ipset): Promise<void> {
    return this.#set(IPSET_CMD.CREATE, { data: {}, ...set }, NLM_F.CREATE | NLM_F.EXCL);
  }

  /** Removes a set. @throws NetlinkError ENOENT; IPSET_ERR.BUSY if a rule uses it */
  destroy(setname: string): Promise<void> {
    return this.#set(IPSET_CMD.DESTROY, { setname });
  }

  /** Removes the entries of a set. */
  flush(setname: string): Promise<void> {
    return this.#set(IPSET_CMD.FLUSH, { setname });
  }

  rename(setname: string, typename: string): Promise<void> {
    return this.#set(IPSET_CMD.RENAME, { setname, typename });
  }

  /** Lets two sets of one type have each other's entries. */
  swap(setname: string, typename: string): Promise<void> {
    return this.#set(IPSET_CMD.SWAP, { setname, typename });
  }

  /** @throws NetlinkError IPSET_ERR.EXIST if it is there */
  add(setname: string, entry: IpsetEntry): Promise<void> {
    return this.#entry(IPSET_CMD.ADD, setname, entry);
  }

  /** @throws NetlinkError IPSET_ERR.EXIST if it is not there */
  delete(setname: string, entry: IpsetEntry): Promise<void> {
    return this.#entry(IPSET_CMD.DEL, setname, entry);
  }

  /** Whether a set has an entry. */
  async test(setname: string, entry: IpsetEntry): Promise<boolean> {
    try {
      await this.#entry(IPSET_CMD.TEST, setname, entry);
      return true;
    } catch (error) {
      if (error instanceof NetlinkError && error.errno === IPSET_ERR.EXIST) return false;
      throw error;
    }
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #get(command: number, value: Ipset): Promise<Ipset> {
    return this.connection.get({
      message: ipset,
      type: typeOf(command),
      value: { protocol: IPSET_PROTOCOL, ...value },
    });
  }

  #set(command: number, value: Ipset, flags = 0): Promise<void> {
    const whole = { protocol: IPSET_PROTOCOL, ...value };
    return this.connection.request({ message: ipset, type: typeOf(command), flags, value: whole });
  }

  #entry(command: number, setname: string, data: IpsetEntry): Promise<void> {
    const value = { protocol: IPSET_PROTOCOL, setname, data };
    return this.connection.request({ message: ipsetEntry, type: typeOf(command), flags: NLM_F.EXCL, value });
  }
}

/** Opens a connection to ipset. @throws NetlinkError */
export function openIpset(options: Omit<ConnectionOptions, 'family'> = {}): IpsetSocket {
  return new IpsetSocket(options);
}
