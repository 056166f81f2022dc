import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, STATE_DIR, type StateValues } from '../options.ts';

export const confirm: CommandSpec = defineCommand<StateValues>(
  {
    name: 'confirm',
    summary: 'keep what is on trial',
    description: 'Ends a trial: what it has changed stays. nlapply rollback can take it back later.',
    examples: [['nlapply confirm', 'after nlapply try, from any session']],
    configs: false,
    options: [STATE_DIR, NETNS],
  },
  async () => (await import('../run/confirm.ts')).runConfirm,
);
