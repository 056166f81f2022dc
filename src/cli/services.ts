type EngineModule = typeof import('../engine/index.ts');
type FilesModule = typeof import('../config/files.ts');
type ConfigureModule = typeof import('../config/configure.ts');

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
export type Reader = Pick<FilesModule, 'readSources'> & Pick<ConfigureModule, 'configure'>;

/** The layers below, loaded when a command needs them: `--help` waits for neither the YAML parser nor the addon. */
export interface Services {
  readonly engine: () => Promise<Engine>;
  readonly reader: () => Promise<Reader>;
}

export const services: Services = {
  engine: () => import('../engine/index.ts'),
  reader: async () => {
    const { readSources } = await import('../config/files.ts');
    const { configure } = await import('../config/configure.ts');
    return { readSources, configure };
  },
};
