import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, STATE_DIR, type StateValues } from '../options.ts';

export const rollback: CommandSpec = defineCommand<StateValues>(
  {
    name: 'rollback',
    summary: 'go back to how it was before the last apply',
    description:
      'Takes back the last run that changed something, whether it has finished, is on trial or died; once, until the next boot.',
    examples: [
      ['nlapply rollback', 'undo the last apply'],
      ['nlapply rollback --netns blue', 'that of another network namespace'],
    ],
    configs: false,
    options: [STATE_DIR, NETNS],
  },
  async () => (await import('../run/rollback.ts')).runRollback,
);
