import { NLM_F } from '../constants/flags.ts';
import type { Channel } from './channel.ts';
import { NetlinkError } from './netlink-error.ts';
import { type Request, typeName } from './request.ts';

/** Appends a request to the channel's writer. Returns the error if it cannot be written; then the writer is as before. */
export function writeRequest(
  channel: Channel,
  request: Request,
  seq: number,
  flags = 0,
): NetlinkError | undefined {
  const { writer } = channel;
  const before = writer.at;
  const all = (request.flags ?? 0) | NLM_F.REQUEST | flags;
  try {
    if (request.put === undefined) request.message.write(writer, request.type, all, seq, request.value);
    else {
      const start = writer.begin(request.type, all, seq);
      request.put(writer);
      writer.end(start);
    }
    return undefined;
  } catch (cause) {
    writer.at = before;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new NetlinkError({
      code: 'ERR_NETLINK_ENCODE',
      reason,
      request: { type: typeName(request), seq },
      cause,
    });
  }
}
