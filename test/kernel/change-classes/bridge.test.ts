import { bridge, bridgePort } from './cases/bridge.ts';
import { proveChanges } from './prove.ts';

proveChanges(bridge);
proveChanges(bridgePort);
