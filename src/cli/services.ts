import type { Services } from './host.ts';
import { recall } from './recall.ts';

export const services: Services = {
  engine: () => import('../engine/index.ts'),
  reader: async () => {
    const { readSources } = await import('../config/files.ts');
    const { configure } = await import('../config/configure.ts');
    const { otherMeanings } = await import('../config/netplan/meanings.ts');
    return { readSources, configure, otherMeanings };
  },
  recall,
  remember: async (where) => {
    const { hasRun, remember } = await import('./remember.ts');
    return hasRun(where) ? remember() : undefined;
  },
};
