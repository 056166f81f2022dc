import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { type CommonValues, type ConfigValues, ROOT_DIR } from '../options.ts';

export type CheckValues = CommonValues & ConfigValues;

export const check: CommandSpec = defineCommand<CheckValues>(
  {
    name: 'check',
    summary: 'is the configuration valid? (needs no privileges)',
    description: 'Checks the configuration without looking at the network, and reports all errors at once.',
    examples: [
      ['nlapply check config.yaml', 'one file'],
      ['nlapply check site/', 'a directory of *.yaml files, merged'],
      ['generate-config | nlapply check -', 'standard input'],
    ],
    configs: true,
    options: [ROOT_DIR],
  },
  async () => (await import('../run/check.ts')).runCheck,
);
