import {
  be16,
  be32,
  bits,
  bytes,
  enumerated,
  nest,
  string,
  struct,
  u8,
  type Value,
} from '../../codec/index.ts';
import { NF_VERDICT, NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NF_CFG_CMD, NF_COPY, NFQA_CFG_F, NFQA_SKB, NFQNL_MSG } from '../../constants/packets.ts';
import { conntrackAttributes } from '../conntrack/attributes.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';
import { packetHw, packetTimestamp, packetVlan } from './parts.ts';

const types = () => netfilterTypes('NFQNL_MSG_', NFNL_SUBSYS.QUEUE, NFQNL_MSG);

/** NFQNL_MSG_PACKET, NFQNL_MSG_VERDICT: NFQA_*. `resId` is the number of the queue. */
export const queuePacket = netfilterMessage(
  'queuePacket',
  () => ({
    // struct nfqnl_msg_packet_hdr is packed: seven bytes
    packetHdr: [1, struct(() => ({ packetId: be32, hwProtocol: be16, hook: u8 }), 7)],
    verdictHdr: [2, struct(() => ({ verdict: enumerated(be32, NF_VERDICT), id: be32 }))],
    mark: [3, be32],
    timestamp: [4, packetTimestamp],
    ifindexIndev: [5, be32],
    ifindexOutdev: [6, be32],
    ifindexPhysindev: [7, be32],
    ifindexPhysoutdev: [8, be32],
    hwaddr: [9, packetHw],
    payload: [10, bytes],
    ct: [11, nest(conntrackAttributes)],
    ctInfo: [12, be32],
    capLen: [13, be32],
    skbInfo: [14, bits(be32, NFQA_SKB)],
    exp: [15, nest(() => ({ timeout: [4, be32], helpName: [6, string] }))],
    uid: [16, be32],
    gid: [17, be32],
    secctx: [18, string],
    vlan: [19, packetVlan],
    l2hdr: [20, bytes],
    priority: [21, be32],
  }),
  { types },
);
export type QueuePacket = Value<typeof queuePacket>;

/** NFQNL_MSG_CONFIG: NFQA_CFG_*. */
export const queueConfig = netfilterMessage(
  'queueConfig',
  () => ({
    cmd: [1, struct(() => ({ command: enumerated(u8, NF_CFG_CMD), pad: u8, pf: be16 }))],
    params: [2, struct(() => ({ copyRange: be32, copyMode: enumerated(u8, NF_COPY) }))],
    queueMaxlen: [3, be32],
    mask: [4, bits(be32, NFQA_CFG_F)],
    flags: [5, bits(be32, NFQA_CFG_F)],
  }),
  { types },
);
