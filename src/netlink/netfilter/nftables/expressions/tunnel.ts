import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_TUNNEL } from '../../../constants/nftables.ts';

/** The tunnel metadata of a packet. */
export const tunnelExpression = nest(() => ({
  key: [1, enumerated(be32, NFT_TUNNEL)],
  dreg: [2, be32],
  mode: [3, be32],
}));
