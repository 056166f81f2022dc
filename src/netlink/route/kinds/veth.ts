import { Message, nest } from '../../codec/index.ts';
import { linkAttributes, linkHeader, PADDING } from '../link-attributes.ts';

/** The other end of a pair: a whole link message in an attribute (VETH_INFO_PEER, VXCAN_INFO_PEER). */
export const peer = new Message('peer', linkHeader, () => linkAttributes, { ignored: PADDING });

/** IFLA_INFO_DATA of a veth or a vxcan, for its creation. A dump does not report the peer. */
export const veth = nest({ peer: [1, peer] });
