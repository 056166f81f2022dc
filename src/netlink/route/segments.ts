import { ipv6 } from '../codec/address.ts';
import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { be16, enumerated, s32, struct, type Type, u8 } from '../codec/index.ts';
import { show } from '../codec/show.ts';
import { SEG6_MODE } from '../constants/encap.ts';

/** The segments of a packet: struct seg6_iptunnel_encap with struct ipv6_sr_hdr (RFC 8754). */
export interface SegmentRouting {
  /** SEG6_MODE. */
  readonly mode: number;
  /** IPv6 addresses in the order in which the packet passes them, each a string of sixteen bytes. */
  readonly segments: readonly string[];
  readonly flags?: number;
  readonly tag?: number;
}

const modeWord = enumerated(s32, SEG6_MODE);

const head = struct(() => ({
  mode: modeWord,
  nexthdr: u8,
  hdrlen: u8,
  type: u8,
  segmentsLeft: u8,
  firstSegment: u8,
  flags: u8,
  tag: be16,
}));

/** Of a header of this routing type (IPV6_SRCRT_TYPE_4). */
const TYPE = 4;
const SEGMENT = 16;
/** Units of the header's length. */
const UNIT = 8;

/**
 * SEG6_IPTUNNEL_SRH. The header has the segments in reverse order. A header that is put into the packet itself begins with the
 * packet's own destination, for which there is a place of zeroes (seg6_do_srh_inline).
 */
export const segmentRouting: Type<SegmentRouting> = {
  shape: { is: 'other' },
  put(w, { mode, segments, flags = 0, tag = 0 }) {
    const places = mode === SEG6_MODE.INLINE ? [...segments, ''.padEnd(SEGMENT, '\0')] : segments;
    const last = places.length - 1;
    const hdrlen = (places.length * SEGMENT) / UNIT;
    head.put(w, { mode, nexthdr: 0, hdrlen, type: TYPE, segmentsLeft: last, firstSegment: last, flags, tag });
    for (const segment of places.toReversed()) ipv6.put(w, segment);
  },
  get(b, at, end) {
    const { mode, firstSegment, flags, tag } = head.get(b, at, end);
    const segments: string[] = [];
    for (let nth = firstSegment; nth >= 0; nth--) {
      const from = at + head.size + nth * SEGMENT;
      if (from + SEGMENT > end) throw new NetlinkDecodeError('segments run past their header');
      segments.push(ipv6.get(b, from, from + SEGMENT));
    }
    if (mode === SEG6_MODE.INLINE) segments.pop();
    return { mode, segments, flags, tag };
  },
  show: (value) =>
    `{mode: ${show(modeWord, value.mode)}, segments: [${value.segments.map((one) => show(ipv6, one)).join(', ')}]}`,
};
