import { bridgePort } from './cases/bridge.ts';
import { proveChanges } from './prove.ts';

proveChanges(bridgePort);
