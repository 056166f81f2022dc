import type { Writer } from '../codec/wire.ts';
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
    if (request.put === undefined)
      request.message.write(channel.writer, request.type, all, seq, request.value);
    else writeSelf(channel.writer, request, all, seq);
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

/** A request that writes itself; on failure the writer is as it was before. */
function writeSelf(w: Writer, request: Request, flags: number, seq: number): void {
  const start = w.begin(request.type, flags, seq);
  try {
    request.put?.(w);
    w.end(start);
  } catch (error) {
    w.at = start;
    throw error;
  }
}
