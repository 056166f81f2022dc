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
  type WriteValues,
} from '../options.ts';

export interface ApplyValues extends WriteValues {
  readonly dryRun?: true;
  readonly force?: true;
}

export const apply: CommandSpec = defineCommand<ApplyValues>(
  {
    name: 'apply',
    summary: 'make the network what the configuration says',
    description: 'Makes the network of this machine what the configuration says, by the smallest change.',
    examples: [
      ['nlapply config.yaml', 'the word apply may be left out'],
      ['nlapply --dry-run config.yaml', 'print the plan, change nothing'],
      ['nlapply apply', 'the files of /etc/nlapply, else those of netplan'],
      ['nlapply --wait-links 30 --on-error continue', 'at boot: wait for NICs, do as much as possible'],
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
