import type { AnyMessage, Value, ViewOf } from '../codec/message.ts';
import type { Block } from '../codec/wire.ts';
import { NETLINK } from '../constants/families.ts';
import { NETLINK_OPTION, SOL } from '../constants/flags.ts';
import { type BatchOptions, runBatch } from './batch.ts';
import { Channel } from './channel.ts';
import type { Hooks } from './chunk.ts';
import { type Mapper, runDump } from './dump.ts';
import { type GetOptions, runGet } from './get.ts';
import { NetlinkError } from './netlink-error.ts';
import type { ConnectionOptions } from './options.ts';
import { Queue } from './queue.ts';
import type { Request } from './request.ts';
import { openSocket, trySetOption } from './socket.ts';

export interface DumpOptions<M extends AnyMessage, T = unknown> {
  /** The table for reading the objects, if they are other messages than the request. */
  readonly answer?: M;
  /**
   * Which objects to keep. It is called for every object, even if the kernel filters: old kernels silently ignore the
   * filter of a request.
   */
  readonly filter?: (view: ViewOf<M>) => boolean;
  /**
   * Reads common objects in place, between the two offsets of the block, without a view. Null leaves the object out,
   * undefined leaves it to `map`. The filter is not called for the objects that it reads.
   */
  readonly quick?: (block: Block, start: number, end: number) => T | null | undefined;
  /** Called before each attempt. What was read in earlier attempts is to be discarded. */
  readonly started?: (() => void) | undefined;
  /**
   * Maximum number of messages. A longer dump is given up with ERR_NETLINK_DUMP_TOO_LONG. As the kernel cannot be told
   * to stop, the connection then continues with another socket, which has another port id.
   */
  readonly most?: number | undefined;
  /** NLM_F_DUMP by default. 0 for a command that answers a plain request like a dump. */
  readonly dumpFlags?: number;
}

/**
 * A connection to one netlink protocol of the kernel. Operations started at the same time run one after another.
 * Open one with `openConnection`.
 */
export class Connection {
  /** The protocol: NETLINK.ROUTE … */
  readonly family: number;
  /** Whether the kernel validates dump requests and filters by them. */
  readonly strict: boolean;
  readonly #queue = new Queue();
  readonly #options: ConnectionOptions;
  #opened: Opened;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#opened = open(options, options.sequence ?? Date.now());
    this.family = options.family ?? NETLINK.ROUTE;
    this.strict = this.#opened.strict;
  }

  /** The port id of this socket, its address, which the kernel has chosen. */
  get portId(): number {
    return this.#opened.portId;
  }

  get #channel(): Channel {
    return this.#opened.channel;
  }

  get #hooks(): Hooks {
    return this.#options;
  }

  /**
   * Sends one request to the kernel and waits for its acknowledgement.
   * @throws NetlinkError if the kernel refuses it, with the reason
   */
  async request<M extends AnyMessage>(request: Request<M>): Promise<void> {
    const outcomes = await this.batch([request]);
    const error = outcomes.get(0);
    if (error !== undefined) throw error;
  }

  /**
   * Requests one object. With NLM_F_ECHO in a request that changes something, returns the object as it is afterwards.
   * @throws NetlinkError
   */
  get<M extends AnyMessage>(request: Request<M>, options?: GetOptions<M>): Promise<Value<M>>;
  get<M extends AnyMessage, A extends AnyMessage>(
    request: Request<M>,
    options: GetOptions<A> & { readonly answer: A },
  ): Promise<Value<A>>;
  get<M extends AnyMessage>(
    request: Request<AnyMessage>,
    { answer, unacknowledged }: GetOptions<M> = {},
  ): Promise<Value<M>> {
    const table = answer ?? (request.message as M); // without another table the object is what the request is
    return this.#queue.run(() => runGet(this.#channel, request, this.#hooks, table, unacknowledged));
  }

  /**
   * Requests all objects that match. The dump is repeated if they change meanwhile, as far as the kernel notices: it
   * does so for links, addresses and nexthops, but not for routes, rules and neighbours.
   * @param map makes a result of each object; undefined leaves the object out. The view is only valid during the call.
   * Without `map` every object is read as a whole.
   * @throws NetlinkError; code ERR_NETLINK_DUMP_INTERRUPTED if every attempt was inconsistent
   */
  dump<M extends AnyMessage, A extends AnyMessage>(
    request: Request<M>,
    map: undefined,
    options: DumpOptions<A> & { readonly answer: A },
  ): Promise<Value<A>[]>;
  dump<M extends AnyMessage, A extends AnyMessage, T>(
    request: Request<M>,
    map: Mapper<A, T>,
    options: DumpOptions<A> & { readonly answer: A },
  ): Promise<T[]>;
  dump<M extends AnyMessage>(
    request: Request<M>,
    map?: undefined,
    options?: DumpOptions<M>,
  ): Promise<Value<M>[]>;
  dump<M extends AnyMessage, T>(
    request: Request<M>,
    map: Mapper<M, T>,
    options?: DumpOptions<M, T>,
  ): Promise<T[]>;
  dump<M extends AnyMessage, T>(
    request: Request<AnyMessage>,
    map?: Mapper<M, T | Value<M>>,
    { filter, dumpFlags, answer, quick, started, most }: DumpOptions<M, T> = {},
  ): Promise<(T | Value<M>)[]> {
    const table = answer ?? (request.message as M); // without another table the objects are what the request is
    const read: Mapper<M, T | Value<M>> = map ?? ((view) => table.read(view) as Value<M>); // its own table reads a view
    const chosen: typeof read =
      filter === undefined ? read : (view) => (filter(view) ? read(view) : undefined);
    const reading = { table, map: chosen, quick, started, most };
    return this.#queue.run(async () => {
      try {
        return await runDump(this.#channel, request, reading, this.#hooks, dumpFlags);
      } catch (error) {
        if (error instanceof NetlinkError && error.code === 'ERR_NETLINK_DUMP_TOO_LONG') this.#openAnew();
        throw error;
      }
    });
  }

  /**
   * Sends many requests to the kernel, which carries them out in order, including those after one that fails. At most
   * 128 messages and 32 KiB go into a send, only the last of which asks for an acknowledgement.
   * @returns the errors by the index of the request. ERR_NETLINK_OUTCOME_UNKNOWN: the reply was lost, read the state
   * again
   */
  batch(requests: readonly Request[], options?: BatchOptions): Promise<ReadonlyMap<number, NetlinkError>> {
    return this.#queue.run(() => runBatch(this.#channel, requests, this.#hooks, options));
  }

  /** Runs an exchange of a kind of its own, as NETLINK_NETFILTER has, when those before it are over. */
  exchange<T>(run: (channel: Channel, hooks: Hooks) => Promise<T>): Promise<T> {
    return this.#queue.run(() => run(this.#channel, this.#hooks));
  }

  /**
   * Closes the socket. Operations in progress reject with ERR_NETLINK_CLOSED, or are reported as of unknown outcome.
   */
  close(): void {
    this.#channel.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** What is left of a dump goes with its socket. */
  #openAnew(): void {
    const sequence = this.#channel.sequence(1);
    this.#channel.close();
    this.#opened = open(this.#options, sequence);
  }
}

interface Opened {
  readonly channel: Channel;
  readonly portId: number;
  readonly strict: boolean;
}

function open(options: ConnectionOptions, sequence: number): Opened {
  const { family = NETLINK.ROUTE, timeout = 10_000, strict = family === NETLINK.ROUTE } = options;
  const { socket, portId } = openSocket(options);
  return {
    channel: new Channel(socket, timeout, sequence),
    portId,
    strict: strict && trySetOption(socket, SOL.NETLINK, NETLINK_OPTION.GET_STRICT_CHK, 1),
  };
}

/** Opens a connection. @throws NetlinkError, e.g. ENOENT for a missing namespace; AddonError */
export function openConnection(options: ConnectionOptions = {}): Connection {
  return new Connection(options);
}
