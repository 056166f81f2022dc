import { bridge } from './cases/bridge.ts';
import { proveChanges } from './prove.ts';

proveChanges(bridge);
