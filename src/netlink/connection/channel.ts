import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { align, Block, host, MESSAGE_HEADER, Writer } from '../codec/wire.ts';
import { ERRNO } from '../constants/errno.ts';
import { NLMSG } from '../constants/flags.ts';
import type { NativeSocket } from '../native.ts';
import { NetlinkError } from './netlink-error.ts';
import { growSendBuffer } from './socket.ts';

/** A message received, in the channel's buffer: valid until the listener returns. */
export interface Frame {
  readonly block: Block;
  /** Where its nlmsghdr begins, and where it ends. */
  readonly start: number;
  readonly end: number;
  readonly type: number;
  readonly flags: number;
  /** The index of the request it answers: its sequence number less the exchange's first one. */
  readonly index: number;
}

/** One exchange: requests of consecutive sequence numbers and what is to be done with the replies. */
export interface Exchange {
  readonly first: number;
  readonly count: number;
  /** Each reply. Returns true when it was the last one. */
  message(frame: Frame): boolean;
  /** Replies were lost: by an overrun of the queue (ENOBUFS), or `size` bytes did not fit into the buffer. */
  lost(reason: 'overrun' | 'truncated', size: number): void;
  /** Nothing is there at the moment. Returns true to give up waiting. */
  idle(): boolean;
}

const KIB = 1024;
/** Fill stops when less than 64 KiB are left, so this takes several datagrams of at most 32 KiB each call. */
const BUFFER = 256 * KIB;
const LAST = 0xffff_ffff;

/** A socket to the kernel with its buffers: sends messages, hands out replies. No two exchanges at a time. */
export class Channel {
  readonly writer: Writer = new Writer(64 * KIB);
  readonly socket: NativeSocket;
  readonly #timeout: number;
  readonly #info: Int32Array = new Int32Array(8);
  #buffer: Block | undefined;
  #seq: number;
  #closed = false;
  #interrupt: ((error: NetlinkError) => void) | undefined;
  /** One for all messages: a dump may be a million of them. */
  #frame: { -readonly [Key in keyof Frame]: Frame[Key] } | undefined;

  constructor(socket: NativeSocket, timeout: number, sequence: number) {
    this.socket = socket;
    this.#timeout = timeout;
    this.#seq = sequence >>> 0;
  }

  /** The first of `count` consecutive sequence numbers, none of them 0: that is the notifications'. */
  sequence(count: number): number {
    if (this.#seq === 0 || this.#seq + count - 1 > LAST) this.#seq = 1;
    const first = this.#seq;
    this.#seq = (first + count) >>> 0;
    return first;
  }

  /** Sends what the writer holds. Returns 0 or an error number: then nothing of it reached the kernel. */
  send(): number {
    this.#assertOpen();
    const { bytes, at } = this.writer;
    let sent = this.socket.send(bytes, 0, at, 0, 0);
    if (sent === -(ERRNO['EMSGSIZE'] ?? 0) && growSendBuffer(this.socket, 2 * at)) {
      sent = this.socket.send(bytes, 0, at, 0, 0);
    }
    return sent < 0 ? -sent : 0;
  }

  /** Receives until the exchange is over. @throws NetlinkError on timeout, on closing, or if receiving fails */
  async receive(exchange: Exchange): Promise<void> {
    const barrier = exchange.first + exchange.count - 1;
    for (;;) {
      this.#assertOpen();
      this.#buffer ??= new Block(new Uint8Array(BUFFER));
      const end = this.socket.fill(this.#buffer.bytes, 0, barrier, this.#info);
      const [reason = 0, , size = 0] = this.#info;
      if (this.#dispatch(this.#buffer, end, exchange)) return;
      if (reason === 0) {
        if (exchange.idle()) return;
        await this.#readable();
      } else if (reason === 2) await breathe();
      else if (reason === 3) exchange.lost('truncated', size);
      else if (reason === -(ERRNO['ENOBUFS'] ?? 0)) exchange.lost('overrun', 0);
      else if (reason < 0) throw new NetlinkError({ errno: -reason, syscall: 'recvmsg' });
    }
  }

  /** A larger receive buffer for messages of `size` bytes. It never shrinks: the kernel fits dumps to the largest. */
  grow(size: number): void {
    let length = this.#buffer?.bytes.length ?? BUFFER;
    do length *= 2;
    while (length < size + 64 * KIB);
    this.#buffer = new Block(new Uint8Array(length));
  }

  close(): void {
    this.#closed = true;
    this.socket.close();
    this.#interrupt?.(closed());
  }

  #dispatch(block: Block, filled: number, exchange: Exchange): boolean {
    const { data } = block;
    const { count } = exchange;
    // Signed, as larger numbers would be objects.
    const first = exchange.first | 0;
    this.#frame ??= { block, start: 0, end: 0, type: 0, flags: 0, index: 0 };
    const frame = this.#frame;
    frame.block = block;
    let over = false;
    for (let start = 0; start < filled; ) {
      const length = filled - start < MESSAGE_HEADER ? 0 : data.getUint32(start, host);
      const end = start + length;
      if (length < MESSAGE_HEADER || end > filled) {
        throw new NetlinkDecodeError(`a message says ${length} bytes, where ${filled - start} are left`);
      }
      const index = (data.getInt32(start + 8, host) - first) >>> 0;
      const type = data.getUint16(start + 4, host);
      // Replies of an exchange that was given up are stale; NOOP and OVERRUN say nothing.
      if (index < count && type !== NLMSG.NOOP && type !== NLMSG.OVERRUN) {
        frame.start = start;
        frame.end = end;
        frame.type = type;
        frame.flags = data.getUint16(start + 6, host);
        frame.index = index;
        if (exchange.message(frame)) over = true;
      }
      start += align(length);
    }
    return over;
  }

  #readable(): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: NetlinkError): void => {
        clearTimeout(timer);
        this.#interrupt = undefined;
        if (error === undefined) resolve();
        else reject(error);
      };
      const timer = setTimeout(() => {
        this.socket.cancelWait();
        done(
          new NetlinkError({ code: 'ERR_NETLINK_TIMEOUT', reason: `no reply within ${this.#timeout} ms` }),
        );
      }, this.#timeout);
      this.#interrupt = done;
      this.socket.wait((status) =>
        done(status < 0 ? new NetlinkError({ errno: -status, syscall: 'poll' }) : undefined),
      );
    });
  }

  #assertOpen(): void {
    if (this.#closed) throw closed();
  }
}

const closed = (): NetlinkError =>
  new NetlinkError({ code: 'ERR_NETLINK_CLOSED', reason: 'the connection is closed' });

/** Lets timers, signals and other sockets have their turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
