import { bareudp, batadv, geneve, hsr, xfrm } from './cases/others.ts';
import { proveChanges } from './prove.ts';

proveChanges(bareudp);
proveChanges(batadv);
proveChanges(geneve);
proveChanges(hsr);
proveChanges(xfrm);
