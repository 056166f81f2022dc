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

/** Asks for one object and waits for it and the acknowledgement. */
export async function runGet<M extends AnyMessage>(
  channel: Channel,
  request: Request<M>,
  hooks: Pick<ConnectionOptions, 'trace' | 'onWarning'>,
): Promise<Value<M>> {
  const first = channel.sequence(1);
  const name = { type: typeName(request), seq: first };
  channel.writer.at = 0;
  const unwritten = writeRequest(channel, request, first, NLM_F.ACK);
  if (unwritten !== undefined) throw unwritten;
  hooks.trace?.({ direction: 'sent', request, seq: first, length: channel.writer.at });
  const errno = channel.send();
  if (errno !== 0) throw new NetlinkError({ errno, syscall: 'sendmsg', request: name });

  const sent: Sent = { request, seq: first, block: channel.writer, start: 0 };
  let reply: Value<M> | undefined;
  let lost = false;
  const exchange: Exchange = {
    first,
    count: 1,
    message(frame) {
      const { type, flags, start, end, block } = frame;
      const event = { direction: 'received', type, flags, seq: first, length: end - start } as const;
      if (type !== NLMSG.ERROR) {
        hooks.trace?.(event);
        reply ??= readReply(request.message, frame);
        return false;
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
