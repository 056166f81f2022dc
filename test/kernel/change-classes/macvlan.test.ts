import { ipvlan, ipvtap, macvlan, macvtap } from './cases/macvlan.ts';
import { proveChanges } from './prove.ts';

proveChanges(macvlan);
proveChanges(macvtap);
proveChanges(ipvlan);
proveChanges(ipvtap);
