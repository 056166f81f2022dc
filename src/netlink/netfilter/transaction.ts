import { be32 } from '../codec/index.ts';
import { align, host, MESSAGE_HEADER } from '../codec/wire.ts';
import { readAcknowledgement } from '../connection/acknowledgement.ts';
import type { Channel, Exchange, Frame } from '../connection/channel.ts';
import type { Hooks } from '../connection/chunk.ts';
import { NetlinkError, type NetlinkErrorDetails } from '../connection/netlink-error.ts';
import { explain, replyError, type Sent } from '../connection/reply-error.ts';
import { type Request, typeName } from '../connection/request.ts';
import { writeRequest } from '../connection/write-request.ts';
import { NLM_F, NLMSG } from '../constants/flags.ts';
import { netfilterMessage } from './message.ts';

/** NFNL_MSG_BATCH_*: what stands around the messages of a transaction. `resId` is the subsystem. */
const NFNL_MSG_BATCH = { BEGIN: 16, END: 17 } as const;

/** The message that begins and the one that ends a transaction. */
export const netfilterBatch = netfilterMessage('batch', () => ({ genid: [1, be32] }), {
  types: { NFNL_MSG_BATCH_BEGIN: NFNL_MSG_BATCH.BEGIN, NFNL_MSG_BATCH_END: NFNL_MSG_BATCH.END },
});

export interface TransactionOptions {
  /**
   * The generation that the requests were made for (see `Nftables.generation`): the kernel refuses them with ERESTART if
   * there is another one by now.
   */
  readonly generation?: number;
}

/** A transaction that the kernel refused as a whole: nothing of it is carried out. */
export class TransactionError extends NetlinkError {
  /** The errors by index of their requests; empty if the transaction itself was refused. The first of them is this error. */
  readonly errors: ReadonlyMap<number, NetlinkError>;

  constructor(details: NetlinkErrorDetails, errors: ReadonlyMap<number, NetlinkError>) {
    super(details);
    this.errors = errors;
  }
}

/** What a transaction failed with: the kernel's error, told anew. */
const refused = (
  { errno, extack, request }: NetlinkError,
  errors: ReadonlyMap<number, NetlinkError>,
): TransactionError => new TransactionError({ errno, extack, request }, errors);

/** What came back for a request with NLM_F_ECHO, by its index. */
export type Echoes = ReadonlyMap<number, Readonly<Record<string, unknown>>>;

/**
 * Sends requests as one transaction of a subsystem: all in one send, of which the kernel carries out all or nothing.
 * @throws TransactionError
 */
export async function runTransaction(
  channel: Channel,
  subsystem: number,
  requests: readonly Request[],
  { generation }: TransactionOptions,
  hooks: Hooks,
): Promise<Echoes> {
  if (requests.length === 0) return new Map();
  const value = { resId: subsystem, ...(generation !== undefined && { genid: generation }) };
  const begin: Request = { message: netfilterBatch, type: NFNL_MSG_BATCH.BEGIN, value };
  const end: Request = { message: netfilterBatch, type: NFNL_MSG_BATCH.END, value: { resId: subsystem } };
  const transaction = new Transaction(channel, [begin, ...requests, end], hooks);
  await transaction.run();
  return transaction.echoes;
}

/** One transaction; its first message and the last one are those that begin and end it. */
class Transaction implements Exchange {
  readonly first: number;
  readonly count: number;
  readonly echoes = new Map<number, Readonly<Record<string, unknown>>>();
  readonly #channel: Channel;
  readonly #requests: readonly Request[];
  readonly #hooks: Hooks;
  readonly #sent: Sent[] = [];
  readonly #errors = new Map<number, NetlinkError>();
  #refusal: NetlinkError | undefined;
  #acknowledged = false;

  constructor(channel: Channel, requests: readonly Request[], hooks: Hooks) {
    this.#channel = channel;
    this.#requests = requests;
    this.#hooks = hooks;
    this.count = requests.length;
    this.first = channel.sequence(this.count);
  }

  async run(): Promise<void> {
    this.#write();
    const errno = this.#channel.send();
    if (errno !== 0) throw new NetlinkError({ errno, syscall: 'sendmsg' });
    try {
      await this.#channel.receive(this);
    } catch (cause) {
      throw unknownOutcome(cause);
    }
    if (this.#refusal !== undefined) throw refused(this.#refusal, this.#errors);
    const [first] = [...this.#errors].sort(([a], [b]) => a - b);
    if (first !== undefined) throw refused(first[1], this.#errors);
    if (!this.#acknowledged) throw unknownOutcome();
  }

  /** The last request asks for an acknowledgement: before Linux 6.10 the message that ends the transaction gets none. */
  #write(): void {
    const { writer } = this.#channel;
    writer.at = 0;
    this.#requests.forEach((request, index) => {
      const start = writer.at;
      const seq = this.first + index;
      const flags = index === this.count - 2 ? NLM_F.ACK : 0;
      const error = writeRequest(this.#channel, request, seq, flags);
      if (error !== undefined) {
        const { message: reason, cause } = error;
        throw new TransactionError(
          { code: 'ERR_NETLINK_ENCODE', reason, cause },
          new Map([[index - 1, error]]),
        );
      }
      this.#sent.push({ request, seq, block: writer, start });
    });
    for (const { request, seq, start } of this.#sent) {
      const length = align(writer.data.getUint32(start, host));
      this.#hooks.trace?.({ direction: 'sent', request, seq, length });
    }
  }

  message(frame: Frame): boolean {
    const { block, start, end, type, flags, index } = frame;
    const sent = this.#sent[index];
    if (sent === undefined) return false;
    const event = { direction: 'received', type, flags, seq: sent.seq, length: end - start } as const;
    if (type !== NLMSG.ERROR) {
      this.#hooks.trace?.(event);
      this.#keepEcho(sent, frame);
      return false;
    }
    const ack = readAcknowledgement(block, start, end);
    this.#hooks.trace?.({ ...event, ack });
    if (ack.errno !== 0) this.#fail(index, replyError(ack, sent));
    else {
      if (index === this.count - 2) this.#acknowledged = true;
      if (ack.details !== undefined) {
        const request = { type: typeName(sent.request), seq: sent.seq };
        this.#hooks.onWarning?.({ ...explain(ack.details, sent), request });
      }
    }
    return false;
  }

  /** A request may have several echoes, those of what it removes with it; the first one is its own. */
  #keepEcho({ request }: Sent, { block, start, end, index }: Frame): void {
    if (this.echoes.has(index - 1)) return;
    const value: Readonly<Record<string, unknown>> = request.message.get(block, start + MESSAGE_HEADER, end);
    this.echoes.set(index - 1, value);
  }

  /** nfnetlink_rcv_batch answers the message that begins the batch when all of it fails. */
  #fail(index: number, error: NetlinkError): void {
    if (index === 0 || index === this.count - 1) this.#refusal = error;
    else this.#errors.set(index - 1, error);
  }

  lost(reason: 'overrun' | 'truncated', size: number): void {
    if (reason === 'truncated') this.#channel.grow(size);
  }

  /** The kernel answers within send: what is not there now will not come. */
  idle(): boolean {
    return true;
  }
}

const unknownOutcome = (cause?: unknown): NetlinkError =>
  new NetlinkError({
    code: 'ERR_NETLINK_OUTCOME_UNKNOWN',
    reason: 'the replies to a transaction were lost; it may have been carried out',
    cause,
  });
