import { netkit, veth, vxcan } from './cases/pairs.ts';
import { proveChanges } from './prove.ts';

proveChanges(veth);
proveChanges(vxcan);
proveChanges(netkit);
