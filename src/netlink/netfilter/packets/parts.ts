import { be16, be64, fixed, nest, struct, u16 } from '../../codec/index.ts';

/** struct nfqnl_msg_packet_hw, struct nfulnl_msg_packet_hw. */
export const packetHw = struct(() => ({ addrlen: be16, pad: u16, addr: fixed(8) }));

/** struct nfqnl_msg_packet_timestamp, struct nfulnl_msg_packet_timestamp. */
export const packetTimestamp = struct(() => ({ sec: be64, usec: be64 }));

export const packetVlan = nest(() => ({ proto: [1, be16], tci: [2, be16] }));
