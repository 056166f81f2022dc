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
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NF_CFG_CMD, NF_COPY, NFULNL_CFG_F, NFULNL_MSG } from '../../constants/packets.ts';
import { conntrackAttributes } from '../conntrack/attributes.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';
import { packetHw, packetTimestamp, packetVlan } from './parts.ts';

const types = () => netfilterTypes('NFULNL_MSG_', NFNL_SUBSYS.ULOG, NFULNL_MSG);

/** NFULNL_MSG_PACKET: NFULA_*. `resId` is the number of the group. */
export const logPacket = netfilterMessage(
  'logPacket',
  () => ({
    packetHdr: [1, struct(() => ({ hwProtocol: be16, hook: u8 }))],
    mark: [2, be32],
    timestamp: [3, packetTimestamp],
    ifindexIndev: [4, be32],
    ifindexOutdev: [5, be32],
    ifindexPhysindev: [6, be32],
    ifindexPhysoutdev: [7, be32],
    hwaddr: [8, packetHw],
    payload: [9, bytes],
    prefix: [10, string],
    uid: [11, be32],
    seq: [12, be32],
    seqGlobal: [13, be32],
    gid: [14, be32],
    hwtype: [15, be16],
    hwheader: [16, bytes],
    hwlen: [17, be16],
    ct: [18, nest(conntrackAttributes)],
    ctInfo: [19, be32],
    vlan: [20, packetVlan],
    l2hdr: [21, bytes],
  }),
  { types },
);
export type LogPacket = Value<typeof logPacket>;

/** NFULNL_MSG_CONFIG: NFULA_CFG_*. `timeout` is in hundredths of a second. */
export const logConfig = netfilterMessage(
  'logConfig',
  () => ({
    cmd: [1, struct(() => ({ command: enumerated(u8, NF_CFG_CMD) }))],
    // struct nfulnl_msg_config_mode is packed: six bytes, of which the last one is padding
    mode: [2, struct(() => ({ copyRange: be32, copyMode: enumerated(u8, NF_COPY) }))],
    nlbufsiz: [3, be32],
    timeout: [4, be32],
    qthresh: [5, be32],
    flags: [6, bits(be16, NFULNL_CFG_F)],
  }),
  { types },
);
