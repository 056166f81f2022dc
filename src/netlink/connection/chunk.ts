import { host } from '../codec/wire.ts';
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

/** One send: its messages, and the exchange that collects their errors. */
export class Chunk implements Exchange {
  readonly #channel: Channel;
  readonly #requests: readonly Request[];
  readonly #hooks: Hooks;
  readonly #outcomes: Outcomes;
  /** Of each message written, its index in the batch and its place in the writer. */
  readonly #indexes: number[] = [];
  readonly #starts: number[] = [];
  readonly first: number;
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

  get count(): number {
    return this.#indexes.length;
  }

  /** Writes messages from `next` on, until a send is full. Returns the index of the first one not written. */
  write(next: number): number {
    const { writer } = this.#channel;
    writer.at = 0;
    let index = next;
    for (; index < this.#requests.length && this.count < MESSAGES; index++) {
      const request = this.#requests[index];
      if (request === undefined) continue;
      const start = writer.at;
      const error = writeRequest(this.#channel, request, this.first + this.count);
      if (error !== undefined) this.#outcomes.set(index, error);
      else if (writer.at > BYTES && start > 0) {
        writer.at = start; // one too many: it opens the next send
        return index;
      } else {
        this.#indexes.push(index);
        this.#starts.push(start);
      }
    }
    return index;
  }

  async run(): Promise<void> {
    const last = this.#starts.at(-1);
    if (last === undefined) return;
    const { data, at } = this.#channel.writer;
    data.setUint16(last + 6, data.getUint16(last + 6, host) | NLM_F.ACK, host);
    this.#traceSent(at);
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

  /** The nth message. */
  #sent(nth: number): Sent | undefined {
    const start = this.#starts[nth];
    const request = this.#requests[this.#indexes[nth] ?? -1];
    if (start === undefined || request === undefined) return undefined;
    return { request, seq: this.first + nth, block: this.#channel.writer, start };
  }

  #traceSent(end: number): void {
    const { trace } = this.#hooks;
    if (trace === undefined) return;
    this.#starts.forEach((start, nth) => {
      const sent = this.#sent(nth);
      if (sent === undefined) return;
      const { request, seq } = sent;
      trace({ direction: 'sent', request, seq, length: (this.#starts[nth + 1] ?? end) - start });
    });
  }

  message({ block, start, end, type, flags, index }: Frame): boolean {
    const sent = this.#sent(index);
    if (type !== NLMSG.ERROR || sent === undefined) return false;
    const ack = readAcknowledgement(block, start, end);
    this.#hooks.trace?.({ direction: 'received', type, flags, seq: sent.seq, length: end - start, ack });
    if (ack.errno !== 0) this.#outcomes.set(this.#indexes[index] ?? -1, replyError(ack, sent));
    else if (ack.details !== undefined) {
      this.#hooks.onWarning?.({ ...explain(ack.details, sent), request: nameOf(sent) });
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
    this.#indexes.forEach((index, nth) => {
      const sent = this.#sent(nth);
      if (sent !== undefined && !this.#outcomes.has(index)) this.#outcomes.set(index, errorOf(sent));
    });
  }
}

const LOST = 'its reply was lost; it may have been carried out';

const nameOf = ({ request, seq }: Pick<Sent, 'request' | 'seq'>): { type: string; seq: number } => ({
  type: typeName(request),
  seq,
});
