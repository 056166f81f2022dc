import { nest, s64, string, u32, u64 } from '../codec/index.ts';
import { bytes } from '../codec/text.ts';
import type { Of } from '../codec/type.ts';
import { align, type Block, host, MESSAGE_HEADER } from '../codec/wire.ts';
import { NLM_F, NLMSG } from '../constants/flags.ts';

/** NL_POLICY_TYPE_ATTR_*: what the kernel accepts in an attribute. */
const policy = nest(
  () => ({
    type: [1, u32],
    minValueS: [2, s64],
    maxValueS: [3, s64],
    minValueU: [4, u64],
    maxValueU: [5, u64],
    minLength: [6, u32],
    maxLength: [7, u32],
    policyIndex: [8, u32],
    policyMaxType: [9, u32],
    bitfield32Mask: [10, u32],
    mask: [12, u64],
  }),
  [11],
);
export type Policy = Of<typeof policy>;

/** NLMSGERR_ATTR_*. Offsets count from the start of the request's nlmsghdr. */
const details = nest(() => ({
  message: [1, string],
  offset: [2, u32],
  cookie: [3, bytes],
  policy: [4, policy],
  missType: [5, u32],
  missNest: [6, u32],
}));
export type AckDetails = Of<typeof details>;

/** The end of a request or dump: its error number (0: success) and what the kernel says about it. */
export interface Acknowledgement {
  readonly errno: number;
  readonly details?: AckDetails;
}

/**
 * Reads NLMSG_ERROR or NLMSG_DONE; `start` is that of its nlmsghdr. Details that make no sense are left out:
 * the error number counts more.
 */
export function readAcknowledgement(b: Block, start: number, end: number): Acknowledgement {
  const type = b.data.getUint16(start + 4, host);
  const flags = b.data.getUint16(start + 6, host);
  const payload = start + MESSAGE_HEADER;
  // Some families end a dump without a number.
  const errno = end - payload < 4 ? 0 : Math.abs(b.data.getInt32(payload, host));
  const at = payload + 4 + (type === NLMSG.ERROR ? echoed(b, payload + 4, end, flags) : 0);
  if ((flags & NLM_F.ACK_TLVS) === 0 || at >= end) return { errno };
  try {
    return { errno, details: details.get(b, at, end) };
  } catch {
    return { errno };
  }
}

/** The size of the request's copy in an NLMSG_ERROR: whole, or its header only (NLM_F_CAPPED). */
function echoed(b: Block, at: number, end: number, flags: number): number {
  if (flags & NLM_F.CAPPED || end - at < MESSAGE_HEADER) return MESSAGE_HEADER;
  return align(b.data.getUint32(at, host));
}
