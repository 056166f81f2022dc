import { linkKind } from '../kind.ts';
import { CAN_MTU } from './can-mtu.ts';

/** A virtual CAN bus. */
export const vcan = linkKind('vcan', () => CAN_MTU);
