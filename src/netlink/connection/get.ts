import type { AnyMessage, Value } from '../codec/message.ts';
import { MESSAGE_HEADER } from '../codec/wire.ts';
import { NLM_F, NLMSG } from '../constants/flags.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import type { Channel, Exchange, Frame } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import type { ConnectionOptions } from './options.ts';
import { explain, replyError, type Sent } from './reply-error.ts';
import { type Request, typeName } from './request.ts';
import { writeRequest } from './write-request.ts';

export interface GetOptions<A extends AnyMessage> {
  /** The table for reading the object, if it is another message than the request. */
  readonly answer?: A;
  /** Do not ask for an acknowledgement: the object is all that comes, or comes only after it. */
  readonly unacknowledged?: boolean;
}

/** Asks for one object and waits for it and the acknowledgement. */
export async function runGet<A extends AnyMessage>(
  channel: Channel,
  request: Request,
  hooks: Pick<ConnectionOptions, 'trace' | 'onWarning'>,
  answer: A,
  unacknowledged = false,
): Promise<Value<A>> {
  const first = channel.sequence(1);
  const name = { type: typeName(request), seq: first };
  channel.writer.at = 0;
  const unwritten = writeRequest(channel, request, first, unacknowledged ? 0 : NLM_F.ACK);
  if (unwritten !== undefined) throw unwritten;
  hooks.trace?.({ direction: 'sent', request, seq: first, length: channel.writer.at });
  const errno = channel.send();
  if (errno !== 0) throw new NetlinkError({ errno, syscall: 'sendmsg', request: name });

  const sent: Sent = { request, seq: first, block: channel.writer, start: 0 };
  let reply: Value<A> | undefined;
  let lost = false;
  const exchange: Exchange = {
    first,
    count: 1,
    message(frame) {
      const { type, flags, start, end, block } = frame;
      const event = { direction: 'received', type, flags, seq: first, length: end - start } as const;
      if (type !== NLMSG.ERROR) {
        hooks.trace?.(event);
        reply ??= readReply(answer, frame);
        return unacknowledged;
      }
      const ack = readAcknowledgement(block, start, end);
      hooks.trace?.({ ...event, ack });
      if (ack.errno !== 0) throw replyError(ack, sent);
      if (ack.details !== undefined) hooks.onWarning?.({ ...explain(ack.details, sent), request: name });
      return true;
    },
    lost(reason, size) {
      lost = true;
      if (reason === 'truncated') channel.grow(size);
    },
    idle: () => lost,
  };
  await channel.receive(exchange);
  if (reply !== undefined) return reply;
  if (lost) {
    const reason = 'its reply was lost; it may have been carried out';
    throw new NetlinkError({ code: 'ERR_NETLINK_OUTCOME_UNKNOWN', reason, request: name });
  }
  throw new NetlinkError({
    code: 'ERR_NETLINK_NO_REPLY',
    reason: 'acknowledged without an answer',
    request: name,
  });
}

function readReply<M extends AnyMessage>(message: M, frame: Frame): Value<M> {
  return message.get(frame.block, frame.start + MESSAGE_HEADER, frame.end) as Value<M>; // M's own table reads it
}
