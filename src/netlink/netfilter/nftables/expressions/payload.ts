import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_PAYLOAD, NFT_PAYLOAD_CSUM } from '../../../constants/nftables.ts';

/** Bytes of a packet: into a register (`dreg`), or from one (`sreg`) with the checksum put right. */
export const payload = nest(() => ({
  dreg: [1, be32],
  base: [2, enumerated(be32, NFT_PAYLOAD)],
  offset: [3, be32],
  len: [4, be32],
  sreg: [5, be32],
  csumType: [6, enumerated(be32, NFT_PAYLOAD_CSUM)],
  csumOffset: [7, be32],
  csumFlags: [8, be32],
}));
