import { type CommandSpec, defineCommand } from '../command-spec.ts';
import {
  ALLOW_RECREATE,
  FORCE,
  NETNS,
  NO_VERIFY,
  ON_ERROR,
  RESOLVER,
  ROOT_DIR,
  STATE_DIR,
  WAIT_LINKS,
} from '../options.ts';

export const apply: CommandSpec = defineCommand(
  {
    name: 'apply',
    summary: 'make the network match the configuration',
    description: 'Makes the network of this machine match the configuration, changing as little as possible.',
    examples: [
      ['nlapply config.yaml', 'the word apply may be left out'],
      ['nlapply --dry-run config.yaml', 'print the plan, change nothing'],
      ['nlapply apply', "use the files in /etc/nlapply, or else netplan's"],
      ['nlapply --wait-links 30 --on-error continue', 'at boot: wait for NICs, then do as much as possible'],
    ],
    configs: true,
    options: [
      { flags: '-n, --dry-run', text: 'print the plan and change nothing, like diff' },
      ...[ON_ERROR, ALLOW_RECREATE, FORCE, WAIT_LINKS, NO_VERIFY],
      ...[STATE_DIR, NETNS, RESOLVER, ROOT_DIR],
    ],
  },
  async () => (await import('../run/apply.ts')).runApply,
);
