import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyMessage, ViewOf } from '../codec/message.ts';
import { type Block, MESSAGE_HEADER } from '../codec/wire.ts';
import { ERRNO } from '../constants/errno.ts';
import { NLM_F, NLMSG } from '../constants/flags.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import type { Channel, Exchange, Frame } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import type { ConnectionOptions } from './options.ts';
import { explain, replyError, type Sent } from './reply-error.ts';
import { type Request, typeName } from './request.ts';
import { writeRequest } from './write-request.ts';

/** Where somebody makes links all the time and there are hundreds, one of ten dumps may be consistent: two seconds at most. */
const ATTEMPTS = 60;
/** The pause before the second attempt in milliseconds; it doubles up to the longest. */
const PAUSE = 4;
const LONGEST_PAUSE = 32;

/** One object of a dump, or undefined to leave it out. The view is valid during the call only. */
export type Mapper<M extends AnyMessage, T> = (view: ViewOf<M>) => T | undefined;

type Hooks = Pick<ConnectionOptions, 'trace' | 'onWarning'>;
type Outcome = 'complete' | 'interrupted' | 'lost' | 'truncated' | 'too long';

/** How the objects of a dump are read. */
export interface Reading<M extends AnyMessage, T> {
  readonly table: M;
  readonly map: Mapper<M, T>;
  /** Reads what it can without a view; see DumpOptions. */
  readonly quick?: ((block: Block, start: number, end: number) => T | null | undefined) | undefined;
  /** Called before each attempt. */
  readonly started?: (() => void) | undefined;
  /** With more messages than these it is given up. */
  readonly most?: number | undefined;
}

/** Dumps, and dumps again while the kernel says that the result is inconsistent or replies were lost. */
export async function runDump<M extends AnyMessage, T>(
  channel: Channel,
  request: Request,
  reading: Reading<M, T>,
  hooks: Hooks,
  flags: number = NLM_F.DUMP,
): Promise<T[]> {
  for (let attempt = 1, pause = PAUSE; attempt <= ATTEMPTS; attempt++) {
    reading.started?.();
    const dump = new Dump(channel, request, reading, hooks, flags);
    const outcome = await dump.run();
    if (outcome === 'complete') return dump.objects;
    if (outcome === 'too long') throw tooLong(request, dump.first);
    if (outcome === 'truncated') continue; // the buffer has grown, nothing else is to be waited for
    if (attempt < ATTEMPTS) await sleep(pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
  throw new NetlinkError({
    code: 'ERR_NETLINK_DUMP_INTERRUPTED',
    reason: `the objects changed during each of ${ATTEMPTS} dumps`,
    request: { type: typeName(request), seq: 0 },
  });
}

const tooLong = (request: Request, seq: number): NetlinkError =>
  new NetlinkError({
    code: 'ERR_NETLINK_DUMP_TOO_LONG',
    reason: 'there are more objects than were wanted',
    request: { type: typeName(request), seq },
  });

/**
 * One attempt. It always reads to the end: until then the kernel refuses the next dump (EBUSY). One that is too long
 * leaves a socket that is good for nothing but to be closed.
 */
class Dump<M extends AnyMessage, T> implements Exchange {
  readonly objects: T[] = [];
  readonly first: number;
  readonly count = 1;
  readonly #channel: Channel;
  readonly #request: Request;
  readonly #map: Mapper<M, T>;
  readonly #quick: Reading<M, T>['quick'];
  readonly #most: number;
  readonly #hooks: Hooks;
  readonly #flags: number;
  readonly #view: ViewOf<M>;
  readonly #sent: Sent;
  #outcome: Outcome = 'complete';
  #messages = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    channel: Channel,
    request: Request,
    { table, map, quick, most = Number.POSITIVE_INFINITY }: Reading<M, T>,
    hooks: Hooks,
    flags: number,
  ) {
    this.#channel = channel;
    this.#request = request;
    this.#map = map;
    this.#quick = quick;
    this.#most = most;
    this.#hooks = hooks;
    this.#flags = flags;
    this.#view = new table.View() as ViewOf<M>; // the View of M's own table
    this.first = channel.sequence(1);
    this.#sent = { request, seq: this.first, block: channel.writer, start: 0 };
  }

  async run(): Promise<Outcome> {
    const { writer } = this.#channel;
    writer.at = 0;
    const error = writeRequest(this.#channel, this.#request, this.first, this.#flags);
    if (error !== undefined) throw error;
    this.#hooks.trace?.({ direction: 'sent', request: this.#request, seq: this.first, length: writer.at });
    const errno = this.#channel.send();
    if (errno !== 0) throw new NetlinkError({ errno, syscall: 'sendmsg', request: this.#name() });
    await this.#channel.receive(this);
    if (this.#failure !== undefined && this.#outcome === 'complete') throw this.#failure.error;
    return this.#outcome;
  }

  message(frame: Frame): boolean {
    if (frame.flags & NLM_F.DUMP_INTR) this.#outcome = 'interrupted';
    if (frame.type === NLMSG.ERROR || frame.type === NLMSG.DONE) return this.#end(frame);
    this.#trace(frame);
    this.#messages += 1;
    if (this.#messages > this.#most) {
      this.#outcome = 'too long';
      return true;
    }
    if (this.#outcome === 'complete' && this.#failure === undefined) this.#add(frame);
    return false;
  }

  #add(frame: Frame): void {
    try {
      const quick = this.#quick?.(frame.block, frame.start + MESSAGE_HEADER, frame.end);
      if (quick === null) return;
      if (quick !== undefined) {
        this.objects.push(quick);
        return;
      }
      this.#view.at(frame.block, frame.start + MESSAGE_HEADER, frame.end);
      const object = this.#map(this.#view);
      if (object !== undefined) this.objects.push(object);
    } catch (error) {
      this.#failure = { error };
    }
  }

  #end(frame: Frame): boolean {
    const ack = readAcknowledgement(frame.block, frame.start, frame.end);
    this.#trace(frame, ack);
    // A dump may be acknowledged with an error of 0 only when it was none.
    if (frame.type === NLMSG.ERROR && ack.errno === 0) return true;
    // fib_dump: "FIB table does not exist" is an empty one.
    const empty = frame.type === NLMSG.DONE && ack.errno === ERRNO['ENOENT'];
    if (ack.errno !== 0 && !empty) this.#failure ??= { error: replyError(ack, this.#sent) };
    else if (ack.errno === 0 && ack.details !== undefined) {
      this.#hooks.onWarning?.({ ...explain(ack.details, this.#sent), request: this.#name() });
    }
    return true;
  }

  lost(reason: 'overrun' | 'truncated', size: number): void {
    if (reason === 'truncated') this.#channel.grow(size);
    this.#outcome = reason === 'truncated' ? 'truncated' : 'lost';
  }

  /** A dump goes on as long as its datagrams are read; only if its end was lost nothing more comes. */
  idle(): boolean {
    return this.#outcome === 'lost';
  }

  #trace({ type, flags, start, end }: Frame, ack?: ReturnType<typeof readAcknowledgement>): void {
    if (this.#hooks.trace === undefined) return;
    const event = { direction: 'received', type, flags, seq: this.first, length: end - start } as const;
    this.#hooks.trace(ack === undefined ? event : { ...event, ack });
  }

  #name(): { type: string; seq: number } {
    return { type: typeName(this.#request), seq: this.first };
  }
}
