import type { AnyMessage, Value } from '../codec/message.ts';
import type { Connection } from '../connection/connection.ts';
import { NetlinkError } from '../connection/netlink-error.ts';
import { ERRNO } from '../constants/errno.ts';
import { NLM_F } from '../constants/flags.ts';
import { includes } from './includes.ts';

/** How rtnetlink handles one class of objects. */
export interface ObjectClass<M extends AnyMessage> {
  readonly message: M;
  readonly types: { readonly create: number; readonly remove: number; readonly get: number };
  /**
   * The families to dump if none is given: one after another, because the mark of an interrupted dump gets lost between
   * families.
   */
  readonly families: readonly number[];
  /** The keys of a filter that the kernel accepts in a strict dump request, and their names there. */
  readonly kernelFilter: Readonly<Record<string, string>>;
  /** Keys of a filter that ask for more or less detail; they are no properties of the objects. */
  readonly questions?: Readonly<Record<string, unknown>>;
  /** The key that finds an object made without an echo: __vxlan_dev_create tells of a new VXLAN before its time. */
  readonly name?: string;
  /** Whether RTM_GET* works for a single object. */
  readonly single: boolean;
}

/** The objects of one class. The methods that change something differ in the flags that they send. */
export class Objects<M extends AnyMessage> {
  readonly #connection: Connection;
  readonly #class: ObjectClass<M>;

  constructor(connection: Connection, of: ObjectClass<M>) {
    this.#connection = connection;
    this.#class = of;
  }

  /**
   * The objects that have the filter's properties. The kernel filters as far as it can, the rest happens here.
   * `family` left out: IPv4 and IPv6.
   */
  async list(filter: Value<M> = {} as Value<M>): Promise<Value<M>[]> {
    const { message, types, families, kernelFilter, questions = {} } = this.#class;
    const wanted: Readonly<Record<string, unknown>> = filter;
    const asked: Record<string, unknown> = { ...questions };
    const properties: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(wanted)) {
      const there = kernelFilter[key];
      if (there !== undefined) asked[there] = value;
      if (key in questions) asked[key] = value;
      else properties[key] = value;
    }
    const objects: Value<M>[][] = [];
    for (const family of typeof wanted['family'] === 'number' ? [wanted['family']] : families) {
      const value: Record<string, unknown> = { family, ...asked };
      const matches = (view: object): boolean => includes(view, properties);
      // The keys of `value` are those of M's own table: see kernelFilter.
      const request = { message, type: types.get, value: value as Value<M> };
      objects.push(await this.#connection.dump(request, undefined, { filter: matches }));
    }
    return objects.flat();
  }

  /**
   * One object, by what identifies it: the index or the name of a link; for routes, the one that is used for a
   * destination.
   * @throws NetlinkError ENODEV, ENOENT … if there is none
   */
  async get(value: Value<M>): Promise<Value<M>> {
    const { message, types, single } = this.#class;
    if (single) return this.#connection.get({ message, type: types.get, value });
    const [found] = await this.list(value);
    if (found === undefined)
      throw new NetlinkError({ errno: ERRNO['ENOENT'], reason: `no such ${message.name}` });
    return found;
  }

  /** Creates an object. @throws NetlinkError EEXIST if there is one */
  add(value: Value<M>): Promise<void> {
    return this.#create(value, NLM_F.CREATE | NLM_F.EXCL);
  }

  /** Creates an object or replaces the one of the same identity. */
  replace(value: Value<M>): Promise<void> {
    return this.#create(value, NLM_F.CREATE | NLM_F.REPLACE);
  }

  /** Creates an object after those of the same identity (IPv4 routes), or adds it to them (nexthops of IPv6 routes). */
  append(value: Value<M>): Promise<void> {
    return this.#create(value, NLM_F.CREATE | NLM_F.APPEND);
  }

  /** Changes an object that exists: of a link, only the attributes given. */
  set(value: Value<M>): Promise<void> {
    return this.#create(value, 0);
  }

  /** Removes an object. Give all that is known of it: what is left out matches anything. */
  delete(value: Value<M>): Promise<void> {
    const { message, types } = this.#class;
    return this.#connection.request({ message, type: types.remove, value });
  }

  /** Like `add`, and returns the object as the kernel has created it: a link with its new index. */
  async create(value: Value<M>): Promise<Value<M>> {
    const { message, types, name = '' } = this.#class;
    const flags = NLM_F.CREATE | NLM_F.EXCL | NLM_F.ECHO;
    try {
      return await this.#connection.get({ message, type: types.create, flags, value });
    } catch (error) {
      const silent = error instanceof NetlinkError && error.code === 'ERR_NETLINK_NO_REPLY';
      if (!silent || !(name in value)) throw error;
      const named: Readonly<Record<string, unknown>> = value;
      return this.get({ [name]: named[name] } as Value<M>); // a key of M's own table, with its value
    }
  }

  #create(value: Value<M>, flags: number): Promise<void> {
    const { message, types } = this.#class;
    return this.#connection.request({ message, type: types.create, flags, value });
  }
}
