import type { Host } from './host.ts';
import { recall } from './recall.ts';
import type { Memory, Where } from './remember.ts';

type EngineModule = typeof import('../engine/index.ts');
type FilesModule = typeof import('../config/files.ts');
type ConfigureModule = typeof import('../config/configure.ts');
type MeaningsModule = typeof import('../config/netplan/meanings.ts');

export type Engine = Pick<
  EngineModule,
  | 'applyConfiguration'
  | 'diffConfiguration'
  | 'describeStatus'
  | 'takeSnapshot'
  | 'startTrial'
  | 'confirmTrial'
  | 'rollBack'
  | 'guardTrial'
>;
export type Reader = Pick<FilesModule, 'readSources'> &
  Pick<ConfigureModule, 'configure'> &
  Pick<MeaningsModule, 'otherMeanings'>;

/** The layers below, loaded when a command needs them: `--help` waits for neither the YAML parser nor the addon. */
export interface Services {
  readonly engine: () => Promise<Engine>;
  readonly reader: () => Promise<Reader>;
  /** The output of an earlier equal run, if nothing has changed since; absent if runs are not remembered. */
  readonly recall?: (words: readonly string[], host: Host) => string | undefined;
  /** Notes what the run looks at, for the next one. Not in the first run of all, which mostly has something to do. */
  readonly remember?: (where: Where) => Promise<Memory | undefined>;
}

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
