import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_SOCKET } from '../../../constants/nftables.ts';

/** The local socket of a packet. */
export const socket = nest(() => ({
  key: [1, enumerated(be32, NFT_SOCKET)],
  dreg: [2, be32],
  level: [3, be32],
}));
