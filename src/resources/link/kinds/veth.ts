import { linkKind } from '../kind.ts';
import { peerRows } from './pair.ts';

/** A pair of virtual Ethernet devices. */
export const veth = linkKind('veth', () => peerRows('veth'));
