import { Message, nest } from '../../codec/index.ts';
import { linkAttributes, linkHeader, PADDING } from '../link-attributes.ts';

/** The other end of a pair: a whole link message within the first (VETH_INFO_PEER, struct ifinfomsg included). */
export const peer = new Message('peer', linkHeader, linkAttributes, { ignored: PADDING });

/** IFLA_INFO_DATA of a veth, for its creation; a dump does not tell the peer. */
export const veth = nest({ peer: [1, peer] });
