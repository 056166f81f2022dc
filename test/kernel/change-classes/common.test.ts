import { common, vcan } from './cases/common.ts';
import { proveChanges } from './prove.ts';

proveChanges(common);
proveChanges(vcan);
