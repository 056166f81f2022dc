import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, RESOLVER, STATE_DIR } from '../options.ts';

export const show: CommandSpec = defineCommand(
  {
    name: 'show',
    summary: 'print the live state as a configuration file',
    description: 'Prints the current network as a configuration file: YAML that nlapply can read back.',
    examples: [
      ['nlapply show > config.yaml', 'start from what is there'],
      [
        'nlapply show --netplan > /etc/netplan/50-live.yaml',
        "what netplan's language has no words for becomes comments",
      ],
      ['nlapply show --netns blue', 'another network namespace'],
    ],
    configs: false,
    options: [
      { flags: '--netplan', text: "write only what netplan's language knows, and comments for the rest" },
      STATE_DIR,
      NETNS,
      RESOLVER,
    ],
  },
  async () => (await import('../run/show.ts')).runShow,
);
