import { OVER_IPV4 } from './cases/tunnels.ts';
import { proveChanges } from './prove.ts';

for (const tunnel of OVER_IPV4) proveChanges(tunnel);
