import { align, host } from '../codec/wire.ts';
import { NLM_F, NLMSG } from '../constants/flags.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import type { Channel, Exchange, Frame } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import type { ConnectionOptions } from './options.ts';
import { explain, replyError, type Sent } from './reply-error.ts';
import { type Request, typeName } from './request.ts';
import { writeRequest } from './write-request.ts';

/** Under the default buffers: a queue holds 256 replies, a send 208 KiB; more per send gains nothing. */
export const MESSAGES = 128;
const BYTES = 32 * 1024;

/** The errors of a batch by index of their requests. */
export type Outcomes = Map<number, NetlinkError>;
export type Hooks = Pick<ConnectionOptions, 'trace' | 'onWarning'>;

/** A message written: its length with what fills it up, and the index of its request in the batch. */
interface Message extends Sent {
  readonly length: number;
  readonly index: number;
}

/** One send: its messages, and the exchange that collects their errors. */
export class Chunk implements Exchange {
  readonly #channel: Channel;
  readonly #requests: readonly Request[];
  readonly #hooks: Hooks;
  readonly #outcomes: Outcomes;
  readonly first: number;
  /** How many messages are written. */
  count = 0;
  /** The index in the batch of the first request, and those behind it that could not be written. */
  #from = 0;
  readonly #unwritten = new Set<number>();
  /** Where in the writer the last message begins. */
  #last = 0;
  #apart: readonly Message[] | undefined;
  #lost = false;

  constructor(
    channel: Channel,
    requests: readonly Request[],
    hooks: Hooks,
    outcomes: Outcomes,
    first: number,
  ) {
    this.#channel = channel;
    this.#requests = requests;
    this.#hooks = hooks;
    this.#outcomes = outcomes;
    this.first = first;
  }

  /** Writes messages from `next` on, until a send is full. Returns the index of the first one not written. */
  write(next: number): number {
    const { writer } = this.#channel;
    writer.at = 0;
    this.#from = next;
    let index = next;
    for (; index < this.#requests.length && this.count < MESSAGES; index++) {
      const request = this.#requests[index];
      if (request === undefined) continue;
      const start = writer.at;
      const error = writeRequest(this.#channel, request, this.first + this.count);
      if (error !== undefined) {
        this.#outcomes.set(index, error);
        this.#unwritten.add(index);
      } else if (writer.at > BYTES && start > 0) {
        writer.at = start; // one too many: it opens the next send
        return index;
      } else {
        this.#last = start;
        this.count += 1;
      }
    }
    return index;
  }

  async run(): Promise<void> {
    if (this.count === 0) return;
    const { data } = this.#channel.writer;
    const flags = this.#last + 6;
    data.setUint16(flags, data.getUint16(flags, host) | NLM_F.ACK, host);
    this.#traceSent();
    const errno = this.#channel.send();
    if (errno !== 0)
      return this.#failAll((sent) => new NetlinkError({ errno, syscall: 'sendmsg', request: nameOf(sent) }));
    try {
      await this.#channel.receive(this);
    } catch (error) {
      this.#unknown(error);
      return;
    }
    if (this.#lost) this.#unknown(new NetlinkError({ code: 'ERR_NETLINK_OUTCOME_UNKNOWN', reason: LOST }));
  }

  /** The messages, which lie one behind the other; told apart when somebody asks. */
  #messages(): readonly Message[] {
    if (this.#apart !== undefined) return this.#apart;
    const apart: Message[] = [];
    const { writer } = this.#channel;
    let start = 0;
    for (let index = this.#from; apart.length < this.count; index += 1) {
      const request = this.#requests[index];
      if (request === undefined || this.#unwritten.has(index)) continue;
      const length = align(writer.data.getUint32(start, host));
      apart.push({ request, seq: this.first + apart.length, block: writer, start, length, index });
      start += length;
    }
    this.#apart = apart;
    return apart;
  }

  #traceSent(): void {
    const { trace } = this.#hooks;
    if (trace === undefined) return;
    for (const { request, seq, length } of this.#messages())
      trace({ direction: 'sent', request, seq, length });
  }

  message({ block, start, end, type, flags, index }: Frame): boolean {
    if (type !== NLMSG.ERROR) return false;
    const ack = readAcknowledgement(block, start, end);
    const { trace, onWarning } = this.#hooks;
    trace?.({ direction: 'received', type, flags, seq: this.first + index, length: end - start, ack });
    const isPlain = ack.errno === 0 && ack.details === undefined;
    const sent = isPlain ? undefined : this.#messages()[index];
    if (sent !== undefined && ack.errno !== 0) this.#outcomes.set(sent.index, replyError(ack, sent));
    else if (sent !== undefined && ack.details !== undefined) {
      onWarning?.({ ...explain(ack.details, sent), request: nameOf(sent) });
    }
    return index === this.count - 1;
  }

  lost(): void {
    this.#lost = true;
  }

  /** The kernel answers within send: after a loss nothing more will come. */
  idle(): boolean {
    return this.#lost;
  }

  #unknown(cause: unknown): void {
    this.#failAll(
      (sent) =>
        new NetlinkError({ code: 'ERR_NETLINK_OUTCOME_UNKNOWN', reason: LOST, request: nameOf(sent), cause }),
    );
  }

  #failAll(errorOf: (sent: Sent) => NetlinkError): void {
    for (const sent of this.#messages())
      if (!this.#outcomes.has(sent.index)) this.#outcomes.set(sent.index, errorOf(sent));
  }
}

const LOST = 'its reply was lost; it may have been carried out';

const nameOf = ({ request, seq }: Pick<Sent, 'request' | 'seq'>): { type: string; seq: number } => ({
  type: typeName(request),
  seq,
});
