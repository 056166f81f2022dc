import { vlan, vrf } from './cases/vlan.ts';
import { proveChanges } from './prove.ts';

proveChanges(vlan);
proveChanges(vrf);
