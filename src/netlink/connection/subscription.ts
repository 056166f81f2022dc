import { ERRNO } from '../constants/errno.ts';
import type { NativeSocket } from '../native.ts';
import { breathe } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import { Queue } from './queue.ts';
import { setMembership } from './socket.ts';

/** A datagram in the subscription's buffer: valid until the reader returns. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The sender's port id, 0 for the kernel. */
  readonly port: number;
  /** The group it was sent to, 0 for none. */
  readonly group: number;
  /** The sender's namespace as an nsid, where it is another one. */
  readonly nsid?: number;
}

export interface Reader<T> {
  /** The items in a datagram. */
  read(datagram: Datagram): T[];
  /** The item that reports a loss. */
  lost(): T;
}

/** Datagrams taken in a row before others have a turn. */
const TURN = 32;
const BUFFER = 64 * 1024;

/**
 * What a socket receives without having sent a request, as an async iterator. Datagrams stay in the queue of the socket
 * until the next item is asked for, so that they take no memory here. What does not fit into the queue is lost, and an
 * item reports the loss. Leaving a `for await` loop closes the subscription.
 */
export class Subscription<T> implements AsyncIterableIterator<T> {
  readonly portId: number;
  readonly #socket: NativeSocket;
  readonly #reader: Reader<T>;
  readonly #queue = new Queue();
  readonly #info = new Int32Array(8);
  #buffer = new Uint8Array(BUFFER);
  #items: T[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(socket: NativeSocket, portId: number, reader: Reader<T>) {
    this.#socket = socket;
    this.portId = portId;
    this.#reader = reader;
  }

  /** The groups joined, by number. */
  get groups(): number[] {
    return this.#socket.memberships();
  }

  /** @throws NetlinkError EINVAL for a group that this kernel lacks, EPERM for one that needs privileges */
  join(group: number): void {
    setMembership(this.#socket, group, true);
  }

  leave(group: number): void {
    setMembership(this.#socket, group, false);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.#queue.run(() => this.#next());
  }

  /** Ends the iteration and closes the socket. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Closes the socket; a pending `next` ends. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#items = [];
    this.#socket.close();
    this.#wake?.();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Waiting no longer keeps the process alive. */
  unref(): void {
    this.#socket.unref();
  }

  async #next(): Promise<IteratorResult<T, undefined>> {
    while (this.#items.length === 0) {
      if (this.#closed) return { done: true, value: undefined };
      if (this.#drain()) await breathe();
      else if (this.#items.length === 0) await this.#readable();
    }
    return { done: false, value: this.#take() };
  }

  /** The oldest item, of at least one. */
  #take(): T {
    const [value] = this.#items.splice(0, 1) as [T];
    return value;
  }

  /** Takes what is there. Returns true if its turn was over before the queue was empty. */
  #drain(): boolean {
    for (let turn = 0; turn < TURN; turn++) {
      const length = this.#socket.receive(this.#buffer, 0, this.#info);
      if (length === -(ERRNO['EAGAIN'] ?? 0)) return false;
      if (length === -(ERRNO['ENOBUFS'] ?? 0)) this.#items.push(this.#reader.lost());
      else if (length < 0) throw new NetlinkError({ errno: -length, syscall: 'recvmsg' });
      else if (length > this.#buffer.length) this.#grow(length);
      else this.#items.push(...this.#reader.read(this.#datagram(length)));
    }
    return this.#items.length === 0;
  }

  #datagram(length: number): Datagram {
    const [port = 0, , group = 0, , nsid = -1] = this.#info;
    const bytes = this.#buffer;
    const from = { bytes, length, port: port >>> 0, group };
    return nsid < 0 ? from : { ...from, nsid };
  }

  #grow(length: number): void {
    this.#buffer = new Uint8Array(2 * length);
    this.#items.push(this.#reader.lost());
  }

  #readable(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wake = resolve;
      this.#socket.wait((status) => {
        this.#wake = undefined;
        if (status < 0 && !this.#closed) reject(new NetlinkError({ errno: -status, syscall: 'poll' }));
        else resolve();
      });
    });
  }
}
