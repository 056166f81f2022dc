import {
  type Attrs,
  be16,
  be32,
  be64,
  bits,
  bytes,
  ipv4,
  ipv6,
  nest,
  rawNest,
  string,
  u32,
} from '../../codec/index.ts';
import { CTA_FILTER_F, IPS } from '../../constants/conntrack.ts';
import { conntrackProtoinfo } from './protoinfo.ts';
import { conntrackTuple } from './tuple.ts';

const counters = nest(
  () => ({ packets: [1, be64], bytes: [2, be64], packets32: [3, be32], bytes32: [4, be32] }),
  [5],
);
const seqAdj = nest(() => ({ correctionPos: [1, be32], offsetBefore: [2, be32], offsetAfter: [3, be32] }));
const nat = nest(() => ({
  v4MinIp: [1, ipv4],
  v4MaxIp: [2, ipv4],
  proto: [3, nest(() => ({ portMin: [1, be16], portMax: [2, be16] }))],
  v6MinIp: [4, ipv6],
  v6MaxIp: [5, ipv6],
}));

/** CTA_*: a connection. Messages of nfqueue and nflog have it as well. */
export const conntrackAttributes = () =>
  ({
    tupleOrig: [1, conntrackTuple],
    tupleReply: [2, conntrackTuple],
    status: [3, bits(be32, IPS)],
    protoinfo: [4, conntrackProtoinfo],
    help: [5, nest(() => ({ name: [1, string], info: [2, rawNest] }))],
    natSrc: [6, nat],
    timeout: [7, be32],
    mark: [8, be32],
    countersOrig: [9, counters],
    countersReply: [10, counters],
    use: [11, be32],
    id: [12, be32],
    natDst: [13, nat],
    tupleMaster: [14, conntrackTuple],
    seqAdjOrig: [15, seqAdj],
    seqAdjReply: [16, seqAdj],
    secmark: [17, be32],
    zone: [18, be16],
    secctx: [19, nest({ name: [1, string] })],
    timestamp: [20, nest(() => ({ start: [1, be64], stop: [2, be64] }), [3])],
    markMask: [21, be32],
    labels: [22, bytes],
    labelsMask: [23, bytes],
    synproxy: [24, nest(() => ({ isn: [1, be32], its: [2, be32], tsoff: [3, be32] }))],
    filter: [
      25,
      nest(() => ({ origFlags: [1, bits(u32, CTA_FILTER_F)], replyFlags: [2, bits(u32, CTA_FILTER_F)] })),
    ],
    statusMask: [26, be32],
  }) as const satisfies Attrs;
