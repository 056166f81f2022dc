import { NetlinkDecodeError } from '../codec/decode-error.ts';
import {
  Block,
  be16,
  be32,
  be64,
  bits,
  bytes,
  enumerated,
  ipv4,
  ipv6,
  nest,
  type Of,
  string,
  type Type,
  tableOf,
  u8,
  u32,
  u64,
  Writer,
} from '../codec/index.ts';
import { IOAM6_MODE, SEG6_FLAVOUR, SEG6_LOCAL_ACTION } from '../constants/encap.ts';
import { LWTUNNEL_ENCAP } from '../constants/route.ts';
import { segmentRouting } from './segments.ts';
import { tunnelOptions } from './tunnel-options.ts';

const LABEL = 4;
/** A label is the highest twenty bits of its word, and this bit marks the innermost one. */
const LABEL_SHIFT = 12;
const BOTTOM = 0x100;

/** MPLS labels, the outermost first. The kernel takes no class and no TTL with them (nla_get_labels). */
const labels: Type<readonly number[]> = {
  shape: { is: 'other' },
  put(w, values) {
    values.forEach((label, nth) => {
      if (label >= 1 << 20) throw new RangeError(`an MPLS label has 20 bits, which ${label} does not fit`);
      be32.put(w, ((label << LABEL_SHIFT) >>> 0) + (nth === values.length - 1 ? BOTTOM : 0));
    });
  },
  get(b, at, end) {
    if ((end - at) % LABEL !== 0) throw new NetlinkDecodeError(`MPLS labels of ${end - at} bytes`);
    return Array.from({ length: (end - at) / LABEL }, (_, nth) => {
      const from = at + nth * LABEL;
      return be32.get(b, from, from + LABEL) >>> LABEL_SHIFT;
    });
  },
  show: (values) => values.join('/'),
};

const program = nest(() => ({ fd: [1, u32], name: [2, string] }));
const counters = nest(() => ({ packets: [2, u64], bytes: [3, u64], errors: [4, u64] }), [1]);
const flavours = nest(() => ({
  operation: [1, bits(u32, SEG6_FLAVOUR)],
  lcblockBits: [2, u8],
  lcnodeFnBits: [3, u8],
}));

/** RTA_ENCAP by the names that ip-route(8) gives the kinds. */
const encaps = tableOf(() => ({
  /** MPLS_IPTUNNEL_* */
  mpls: nest(() => ({ dst: [1, labels], ttl: [2, u8] })),
  /** LWTUNNEL_IP_* */
  ip: nest(
    () => ({
      id: [1, be64],
      dst: [2, ipv4],
      src: [3, ipv4],
      ttl: [4, u8],
      tos: [5, u8],
      flags: [6, be16],
      opts: [8, tunnelOptions],
    }),
    [7],
  ),
  /** ILA_ATTR_* */
  ila: nest(() => ({ locator: [1, be64], csumMode: [7, u8], identType: [8, u8], hookType: [9, u8] }), [6]),
  /** LWTUNNEL_IP6_* */
  ip6: nest(
    () => ({
      id: [1, be64],
      dst: [2, ipv6],
      src: [3, ipv6],
      hoplimit: [4, u8],
      tc: [5, u8],
      flags: [6, be16],
      opts: [8, tunnelOptions],
    }),
    [7],
  ),
  /** SEG6_IPTUNNEL_* */
  seg6: nest(() => ({ srh: [1, segmentRouting] })),
  /** LWT_BPF_* */
  bpf: nest(() => ({ in: [1, program], out: [2, program], xmit: [3, program], xmitHeadroom: [4, u32] })),
  /** SEG6_LOCAL_*; `srh` is struct ipv6_sr_hdr. */
  seg6local: nest(() => ({
    action: [1, enumerated(u32, SEG6_LOCAL_ACTION)],
    srh: [2, bytes],
    table: [3, u32],
    nh4: [4, ipv4],
    nh6: [5, ipv6],
    iif: [6, u32],
    oif: [7, u32],
    bpf: [8, program],
    vrftable: [9, u32],
    counters: [10, counters],
    flavors: [11, flavours],
  })),
  /** RPL_IPTUNNEL_*: struct ipv6_rpl_sr_hdr. */
  rpl: nest(() => ({ srh: [1, bytes] })),
  /** IOAM6_IPTUNNEL_*; `trace` is struct ioam6_trace_hdr. */
  ioam6: nest(() => ({
    mode: [1, enumerated(u8, IOAM6_MODE)],
    dst: [2, ipv6],
    trace: [3, bytes],
    freqK: [4, u32],
    freqN: [5, u32],
  })),
  /** LWT_XFRM_* */
  xfrm: nest(() => ({ ifId: [1, u32], link: [2, u32] })),
}));

type Encaps = ReturnType<typeof encaps>;
type Kind = keyof Encaps;

const NUMBERS: Readonly<Record<Kind, number>> = {
  mpls: LWTUNNEL_ENCAP.MPLS,
  ip: LWTUNNEL_ENCAP.IP,
  ila: LWTUNNEL_ENCAP.ILA,
  ip6: LWTUNNEL_ENCAP.IP6,
  seg6: LWTUNNEL_ENCAP.SEG6,
  bpf: LWTUNNEL_ENCAP.BPF,
  seg6local: LWTUNNEL_ENCAP.SEG6_LOCAL,
  rpl: LWTUNNEL_ENCAP.RPL,
  ioam6: LWTUNNEL_ENCAP.IOAM6,
  xfrm: LWTUNNEL_ENCAP.XFRM,
};

/** What a route puts around its packets, or into them: the kind's name in ip-route(8), and its options. */
export type Encapsulation = {
  [K in Kind]: { readonly kind: K; readonly options: Of<Encaps[K]> };
}[Kind];

/** How routes and nexthops say that. */
export interface RouteEncap {
  /** LWTUNNEL_ENCAP. */
  readonly encapType: number;
  readonly encap: Uint8Array;
}

/**
 * The members of a route or a nexthop that encapsulates:
 * `{ family, dst, oif, ...encapsulate({ kind: 'mpls', options: { dst: [100] } }) }`.
 * @throws RangeError on an option that does not fit
 */
export function encapsulate({ kind, options }: Encapsulation): RouteEncap {
  const w = new Writer();
  (encaps()[kind] as Type<unknown>).put(w, options); // `options` are of the kind: see Encapsulation
  return { encapType: NUMBERS[kind], encap: w.bytes.slice(0, w.at) };
}

/**
 * What a route or a nexthop puts around its packets; undefined if nothing, or of a kind that is not known here.
 * @throws NetlinkDecodeError if that is not as its kind has it
 */
export function encapsulation({ encapType, encap }: Partial<RouteEncap>): Encapsulation | undefined {
  const kinds = Object.keys(NUMBERS) as Kind[];
  const kind = kinds.find((name) => NUMBERS[name] === encapType);
  if (kind === undefined || encap === undefined) return undefined;
  const options = encaps()[kind].get(new Block(encap), 0, encap.length);
  return { kind, options } as Encapsulation; // both are of the kind
}
