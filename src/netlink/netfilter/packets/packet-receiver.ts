import { NetlinkDecodeError } from '../../codec/decode-error.ts';
import type { AnyMessage, Value } from '../../codec/index.ts';
import { align, Block, host, MESSAGE_HEADER, Writer } from '../../codec/wire.ts';
import { readAcknowledgement } from '../../connection/acknowledgement.ts';
import { NetlinkError } from '../../connection/netlink-error.ts';
import { replyError } from '../../connection/reply-error.ts';
import type { Request } from '../../connection/request.ts';
import type { Overrun } from '../../connection/subscribe.ts';
import { type Datagram, type Reader, Subscription } from '../../connection/subscription.ts';
import { ERRNO } from '../../constants/errno.ts';
import { NLM_F, NLMSG } from '../../constants/flags.ts';
import type { NativeSocket } from '../../native.ts';

/** A packet as it arrives. */
export interface PacketNotification<M extends AnyMessage> {
  readonly packet: Value<M>;
  readonly overrun?: undefined;
  readonly error?: undefined;
}

/** The kernel refused something that was sent without waiting, a verdict for one. */
export interface PacketError {
  readonly error: NetlinkError;
  readonly packet?: undefined;
  readonly overrun?: undefined;
}

export type PacketEvent<M extends AnyMessage> =
  | PacketNotification<M>
  | PacketError
  | (Overrun & { readonly packet?: undefined; readonly error?: undefined });

/** Larger than any packet with what is known of it. */
const ROOM = 128 * 1024;

/**
 * A socket that the kernel sends packets to, and which answers them: an async iterator like a subscription. Packets go to the
 * socket that has bound the queue or group, so configuration and verdicts go by the same one.
 */
export class PacketReceiver<M extends AnyMessage> extends Subscription<PacketEvent<M>> {
  readonly #native: NativeSocket;
  readonly #reader: Reader<PacketEvent<M>>;
  readonly #writer = new Writer();
  /** What came before the answer to a request that was waited for. */
  readonly #early: PacketEvent<M>[] = [];
  #seq = 1;

  /** @param type that of the messages with packets */
  constructor(native: NativeSocket, portId: number, message: M, type: number) {
    const reader: Reader<PacketEvent<M>> = {
      read: (datagram) => readPackets(datagram, message, type),
      lost: () => ({ overrun: true }),
    };
    super(native, portId, reader);
    this.#native = native;
    this.#reader = reader;
  }

  override next(): Promise<IteratorResult<PacketEvent<M>, undefined>> {
    const [value] = this.#early.splice(0, 1);
    return value === undefined ? super.next() : Promise.resolve({ done: false, value });
  }

  /** Sends a message without an acknowledgement: an error of it is an event. @throws NetlinkError */
  protected tell<R extends AnyMessage>(request: Request<R>): void {
    this.#send(request, 0);
  }

  /** Sends a message and takes its acknowledgement, which is there when send returns. @throws NetlinkError */
  protected ask<R extends AnyMessage>(request: Request<R>): void {
    const seq = this.#send(request, NLM_F.ACK);
    const bytes = new Uint8Array(ROOM);
    const info = new Int32Array(8);
    for (;;) {
      const length = this.#native.receive(bytes, 0, info);
      if (length === -(ERRNO['ENOBUFS'] ?? 0)) this.#early.push({ overrun: true });
      else if (length === -(ERRNO['EAGAIN'] ?? 0))
        throw new NetlinkError({ code: 'ERR_NETLINK_OUTCOME_UNKNOWN', reason: 'its reply was lost' });
      else if (length < 0) throw new NetlinkError({ errno: -length, syscall: 'recvmsg' });
      else if (info[0] === 0) {
        const block = new Block(bytes);
        if (length >= MESSAGE_HEADER && isAnswer(block, seq)) {
          const ack = readAcknowledgement(block, 0, length);
          if (ack.errno === 0) return;
          throw replyError(ack, { request, seq, block: this.#writer, start: 0 });
        }
        this.#early.push(...this.#reader.read({ bytes, length, port: 0, group: 0 }));
      }
    }
  }

  #send<R extends AnyMessage>({ message, type, flags = 0, value }: Request<R>, more: number): number {
    const seq = this.#seq;
    this.#seq = seq === 0xffff_ffff ? 1 : seq + 1;
    this.#writer.at = 0;
    message.write(this.#writer, type, flags | NLM_F.REQUEST | more, seq, value);
    const sent = this.#native.send(this.#writer.bytes, 0, this.#writer.at, 0, 0);
    if (sent < 0) throw new NetlinkError({ errno: -sent, syscall: 'sendmsg' });
    return seq;
  }
}

const isAnswer = ({ data }: Block, seq: number): boolean =>
  data.getUint16(4, host) === NLMSG.ERROR && data.getUint32(8, host) === seq;

function readPackets<M extends AnyMessage>(
  { bytes, length, port }: Datagram,
  message: M,
  wanted: number,
): PacketEvent<M>[] {
  if (port !== 0) return [];
  const block = new Block(bytes);
  const events: PacketEvent<M>[] = [];
  for (let at = 0; at < length; ) {
    const size = length - at < MESSAGE_HEADER ? 0 : block.data.getUint32(at, host);
    if (size < MESSAGE_HEADER || at + size > length)
      throw new NetlinkDecodeError('a message with a packet runs past its end');
    const type = block.data.getUint16(at + 4, host);
    if (type === wanted) {
      const packet = message.get(block, at + MESSAGE_HEADER, at + size) as Value<M>; // M's own table reads it
      events.push({ packet });
    } else if (type === NLMSG.ERROR) {
      const { errno } = readAcknowledgement(block, at, at + size);
      if (errno !== 0) events.push({ error: new NetlinkError({ errno }) });
    }
    at += align(size);
  }
  return events;
}
