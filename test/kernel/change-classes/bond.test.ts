import { bond, bondPort } from './cases/bond.ts';
import { proveChanges } from './prove.ts';

proveChanges(bond);
proveChanges(bondPort);
