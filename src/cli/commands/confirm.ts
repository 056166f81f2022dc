import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, STATE_DIR } from '../options.ts';

export const confirm: CommandSpec = defineCommand(
  {
    name: 'confirm',
    summary: 'keep the changes that are on trial',
    description: 'Ends a trial and keeps what it changed. nlapply rollback can still undo it later.',
    examples: [['nlapply confirm', 'after nlapply try, from any session']],
    configs: false,
    options: [STATE_DIR, NETNS],
  },
  async () => (await import('../run/confirm.ts')).runConfirm,
);
