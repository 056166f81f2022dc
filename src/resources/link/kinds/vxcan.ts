import { linkKind } from '../kind.ts';
import { CAN_MTU } from './can-mtu.ts';
import { peerRows } from './pair.ts';

/** A pair of virtual CAN devices, for a bus that crosses namespaces. */
export const vxcan = linkKind('vxcan', () => ({ ...peerRows('vxcan'), ...CAN_MTU }));
