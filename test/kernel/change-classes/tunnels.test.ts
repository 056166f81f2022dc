import { TUNNELS } from './cases/tunnels.ts';
import { proveChanges } from './prove.ts';

for (const tunnel of TUNNELS) proveChanges(tunnel);
