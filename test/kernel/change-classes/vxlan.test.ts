import { vxlan } from './cases/vxlan.ts';
import { proveChanges } from './prove.ts';

proveChanges(vxlan);
