import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { ROOT_DIR } from '../options.ts';

export const check: CommandSpec = defineCommand(
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
