import { GUARDIAN } from '../../engine/trial/guardian-words.ts';
import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, STATE_DIR } from '../options.ts';

export const guardian: CommandSpec = defineCommand(
  {
    name: GUARDIAN,
    summary: 'take a trial back when it is not confirmed in time',
    description:
      'Stays beside nlapply try, which starts it, and takes the trial back when nobody confirms it.',
    examples: [],
    configs: false,
    options: [STATE_DIR, NETNS],
    hidden: true,
  },
  async () => (await import('../run/guardian.ts')).runGuardian,
);
