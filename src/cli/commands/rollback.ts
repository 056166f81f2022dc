import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, STATE_DIR } from '../options.ts';

export const rollback: CommandSpec = defineCommand(
  {
    name: 'rollback',
    summary: 'put everything back as it was before the last apply',
    description:
      'Undoes the last run that changed something, whether it finished, is on trial or died. This works once, until the next boot.',
    examples: [
      ['nlapply rollback', 'undo the last apply'],
      ['nlapply rollback --netns blue', 'undo the last apply in another network namespace'],
    ],
    configs: false,
    options: [STATE_DIR, NETNS],
  },
  async () => (await import('../run/rollback.ts')).runRollback,
);
