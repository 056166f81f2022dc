import { macvlanKind } from './macvlan.ts';

export const macvtap = macvlanKind('macvtap');
