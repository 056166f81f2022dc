import type { Block } from '../codec/wire.ts';
import { host, MESSAGE_HEADER } from '../codec/wire.ts';
import type { AckDetails, Acknowledgement, Policy } from './acknowledgement.ts';
import { type ExtendedAck, NetlinkError } from './netlink-error.ts';
import { type Request, typeName } from './request.ts';

/** A request that was sent: its bytes begin at `start` of `block`. */
export interface Sent {
  readonly request: Request;
  readonly seq: number;
  readonly block: Block;
  readonly start: number;
}

/** The error that the kernel answered a request with. */
export function replyError(ack: Acknowledgement, sent: Sent): NetlinkError {
  const request = { type: typeName(sent.request), seq: sent.seq };
  return new NetlinkError({
    errno: ack.errno,
    request,
    extack: ack.details === undefined ? undefined : explain(ack.details, sent),
  });
}

/** An extended ACK with offsets and ids turned into names by the request's table. */
export function explain(details: AckDetails, sent: Sent): ExtendedAck {
  const { message, offset, cookie, missType, missNest, policy } = details;
  const attribute = offset === undefined ? undefined : pathAt(sent, offset);
  const missing = missType === undefined ? undefined : pathAt(sent, missNest ?? 0, missType);
  const allowed = policy === undefined ? undefined : range(policy);
  return {
    ...(message !== undefined && { message }),
    ...(offset !== undefined && { offset }),
    ...(attribute !== undefined && { attribute }),
    ...(missing !== undefined && { missingAttribute: missing }),
    ...(allowed !== undefined && { policy: allowed }),
    ...(cookie !== undefined && { cookie }),
  };
}

function pathAt({ request, block, start }: Sent, offset: number, missing?: number): string | undefined {
  const { message } = request;
  const end = start + block.data.getUint32(start, host);
  try {
    const at = missing === undefined || offset > 0 ? start + offset : start;
    return message.name + message.path(block, start + MESSAGE_HEADER, end, at, missing);
  } catch {
    return undefined; // an offset that lies nowhere helps nobody
  }
}

function range(policy: Policy): string | undefined {
  const { minValueS, maxValueS, minValueU, maxValueU, minLength, maxLength, mask, bitfield32Mask } = policy;
  const min = minValueS ?? minValueU;
  const max = maxValueS ?? maxValueU;
  if (min !== undefined || max !== undefined) return `${min ?? ''}…${max ?? ''}`;
  if (minLength !== undefined || maxLength !== undefined) return `${minLength ?? 0}…${maxLength ?? ''} bytes`;
  if (mask !== undefined || bitfield32Mask !== undefined)
    return `bits 0x${(mask ?? bitfield32Mask ?? 0).toString(16)}`;
  return undefined;
}
