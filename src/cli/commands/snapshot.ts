import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, RESOLVER, STATE_DIR } from '../options.ts';

export const snapshot: CommandSpec = defineCommand(
  {
    name: 'snapshot',
    summary: 'print the live state as JSON, for diff --state',
    description: 'Prints the current network as JSON, with or without --json.',
    examples: [
      ['nlapply snapshot > router.json', 'save it'],
      [
        'nlapply diff --state router.json config.yaml',
        'plan on another machine what would change on this one',
      ],
    ],
    configs: false,
    options: [STATE_DIR, NETNS, RESOLVER],
  },
  async () => (await import('../run/snapshot.ts')).runSnapshot,
);
