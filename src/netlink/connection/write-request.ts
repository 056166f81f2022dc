import { NLM_F } from '../constants/flags.ts';
import type { Channel } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import { type Request, typeName } from './request.ts';

/** Appends a request to the channel's writer. Returns the error if it cannot be written. */
export function writeRequest(
  channel: Channel,
  request: Request,
  seq: number,
  flags = 0,
): NetlinkError | undefined {
  try {
    const all = (request.flags ?? 0) | NLM_F.REQUEST | flags;
    request.message.write(channel.writer, request.type, all, seq, request.value);
    return undefined;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new NetlinkError({
      code: 'ERR_NETLINK_ENCODE',
      reason,
      request: { type: typeName(request), seq },
      cause,
    });
  }
}
