import { Block, host, MESSAGE_HEADER } from '../codec/wire.ts';
import { ERRNO } from '../constants/errno.ts';
import { NLMSG } from '../constants/flags.ts';
import type { NativeSocket } from '../native.ts';

/** A request as the fake kernel sees it. */
export interface FakeRequest {
  /** The whole message, nlmsghdr included. */
  readonly bytes: Uint8Array;
  readonly type: number;
  readonly flags: number;
  readonly seq: number;
}

/** What the fake kernel puts into the socket's queue: a datagram, or an error that receiving reports once. */
export type FakeReply =
  | Uint8Array
  | { readonly bytes: Uint8Array; readonly port?: number; readonly group?: number; readonly nsid?: number }
  | { readonly errno: number };

/** Answers one send, which may hold many messages. */
export type Answer = (requests: readonly FakeRequest[]) => Iterable<FakeReply> | number;

/** As the addon has it: it stops to fill when less room is left. */
const ROOM = 64 * 1024;
const AGAIN = -(ERRNO['EAGAIN'] ?? 0);
const MSG_TRUNC = 0x20;

/**
 * A socket without a kernel: a function from requests to datagrams, for tests of whatever speaks netlink.
 * An answer that is a number is the error that sending fails with.
 */
export class FakeKernel implements NativeSocket {
  readonly fd = -1;
  readonly answer: Answer;
  /** Every send, as its messages. */
  readonly sent: (readonly FakeRequest[])[] = [];
  /** What setOption has set, as `level:option`. */
  readonly options = new Map<string, number>();
  closed = false;
  #queue: FakeReply[] = [];
  #waiting: ((status: number) => void) | undefined;

  constructor(answer: Answer = () => []) {
    this.answer = answer;
  }

  /** Puts something into the socket's queue unasked: a notification, a late reply. */
  deliver(...replies: FakeReply[]): void {
    this.#queue.push(...replies);
    const wake = this.#waiting;
    if (wake === undefined || replies.length === 0) return;
    this.#waiting = undefined;
    setImmediate(wake, 0);
  }

  bind(portId: number): number {
    return portId === 0 ? 4242 : portId;
  }

  setOption(level: number, option: number, value: number): void {
    this.options.set(`${level}:${option}`, value);
  }

  getOption(level: number, option: number): number {
    return this.options.get(`${level}:${option}`) ?? 0;
  }

  memberships(): number[] {
    return [];
  }

  send(bytes: Uint8Array, offset: number, length: number): number {
    const requests = messages(bytes.slice(offset, offset + length));
    this.sent.push(requests);
    const replies = this.answer(requests);
    if (typeof replies === 'number') return -replies;
    this.deliver(...replies);
    return length;
  }

  receive(bytes: Uint8Array, offset: number, info: Int32Array): number {
    const reply = this.#queue.shift();
    if (reply === undefined) return AGAIN;
    if ('errno' in reply) return -reply.errno;
    const {
      bytes: data,
      port = 0,
      group = 0,
      nsid = -1,
    } = reply instanceof Uint8Array ? { bytes: reply } : reply;
    const fits = Math.min(data.length, bytes.length - offset);
    bytes.set(data.subarray(0, fits), offset);
    info.set([port, 0, group, fits < data.length ? MSG_TRUNC : 0, nsid]);
    return data.length;
  }

  fill(bytes: Uint8Array, offset: number, seq: number, info: Int32Array): number {
    const from = new Int32Array(5);
    let end = offset;
    let dropped = 0;
    const stop = (reason: number, size = 0): number => {
      info.set([reason, dropped, size]);
      return end;
    };
    for (;;) {
      if (bytes.length - end < ROOM) return stop(2);
      const length = this.receive(bytes, end, from);
      if (length === AGAIN) return stop(0);
      if (length < 0) return stop(length);
      if (from[0] !== 0) dropped++;
      else if (length > bytes.length - end) return stop(3, length);
      else {
        const last = messages(bytes.subarray(end, end + length)).some((m) => m.seq === seq && isLast(m.type));
        end += (length + 3) & ~3;
        if (last) return stop(1);
      }
    }
  }

  wait(callback: (status: number) => void): void {
    this.#waiting = callback;
    if (this.#queue.length > 0) this.deliver();
  }

  cancelWait(): void {
    this.#waiting = undefined;
  }

  ref(): void {}
  unref(): void {}

  close(): void {
    this.closed = true;
    this.#waiting = undefined;
  }
}

const isLast = (type: number): boolean => type === NLMSG.ERROR || type === NLMSG.DONE;

/** The messages in a datagram. */
export function messages(datagram: Uint8Array): FakeRequest[] {
  const { data } = new Block(datagram);
  const found: FakeRequest[] = [];
  for (let at = 0; at + MESSAGE_HEADER <= datagram.length; ) {
    const length = data.getUint32(at, host);
    if (length < MESSAGE_HEADER) break;
    found.push({
      bytes: datagram.slice(at, at + length),
      type: data.getUint16(at + 4, host),
      flags: data.getUint16(at + 6, host),
      seq: data.getUint32(at + 8, host),
    });
    at += (length + 3) & ~3;
  }
  return found;
}
