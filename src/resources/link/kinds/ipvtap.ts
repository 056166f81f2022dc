import { ipvlanKind } from './ipvlan.ts';

export const ipvtap = ipvlanKind('ipvtap');
