import { OVER_IPV6 } from './cases/tunnels.ts';
import { proveChanges } from './prove.ts';

for (const tunnel of OVER_IPV6) proveChanges(tunnel);
