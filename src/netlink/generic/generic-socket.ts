import type { AnyMessage, Value } from '../codec/message.ts';
import { Connection, type DumpOptions } from '../connection/connection.ts';
import type { Mapper } from '../connection/dump.ts';
import { NetlinkError } from '../connection/netlink-error.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import type { Request } from '../connection/request.ts';
import { NETLINK } from '../constants/families.ts';
import { CTRL_CMD, controller, type Family, familyOf, GENL_ID_CTRL } from './controller.ts';

/** A request to a family, which is given by its name. Its message type is looked up. */
export interface GenericRequest<M extends AnyMessage> {
  readonly family: string;
  readonly message: M;
  readonly flags?: number;
  /** With `cmd`. The default of `version` is that of the family. */
  readonly value: Value<M> & { readonly cmd: number };
}

/** A connection to generic netlink. Families are resolved once and remembered. */
export class GenericSocket {
  readonly connection: Connection;
  readonly #families = new Map<string, Promise<Family>>();

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.GENERIC });
  }

  /**
   * Finds a family by name; the kernel loads its module if it can.
   * @throws NetlinkError ERR_NETLINK_UNKNOWN_FAMILY
   */
  resolveFamily(name: string): Promise<Family> {
    const known = this.#families.get(name);
    if (known !== undefined) return known;
    const family = this.#resolve(name);
    this.#families.set(name, family);
    family.catch(() => this.#families.delete(name)); // its module may be loaded later
    return family;
  }

  /** All families of this kernel. */
  families(): Promise<Family[]> {
    const value = { cmd: CTRL_CMD.GETFAMILY, version: 1 } as { cmd: number };
    return this.connection.dump({ message: controller, type: GENL_ID_CTRL, value }, (view) =>
      familyOf(controller.read(view)),
    );
  }

  async request<M extends AnyMessage>(request: GenericRequest<M>): Promise<void> {
    return this.connection.request(await this.#complete(request));
  }

  async get<M extends AnyMessage>(request: GenericRequest<M>): Promise<Value<M>> {
    return this.connection.get(await this.#complete(request));
  }

  async dump<M extends AnyMessage, T = Value<M>>(
    request: GenericRequest<M>,
    map?: Mapper<M, T>,
    options?: DumpOptions<M, T>,
  ): Promise<T[]> {
    const complete = await this.#complete(request);
    const read: Mapper<M, T> = map ?? ((view) => request.message.read(view) as T); // T is Value<M> without a map
    return this.connection.dump(complete, read, options);
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #complete<M extends AnyMessage>({
    family,
    message,
    flags = 0,
    value,
  }: GenericRequest<M>): Promise<Request<M>> {
    const { id, version } = await this.resolveFamily(family);
    return { message, type: id, flags, value: { version, ...value } };
  }

  async #resolve(name: string): Promise<Family> {
    const value = { cmd: CTRL_CMD.GETFAMILY, familyName: name };
    try {
      return familyOf(await this.connection.get({ message: controller, type: GENL_ID_CTRL, value }));
    } catch (cause) {
      if (!(cause instanceof NetlinkError) || cause.code !== 'ENOENT') throw cause;
      const reason = `this kernel has no generic netlink family ${JSON.stringify(name)}`;
      throw new NetlinkError({ code: 'ERR_NETLINK_UNKNOWN_FAMILY', errno: cause.errno, reason, cause });
    }
  }
}

/** Opens a connection to generic netlink. */
export function openGeneric(options: Omit<ConnectionOptions, 'family'> = {}): GenericSocket {
  return new GenericSocket(options);
}
