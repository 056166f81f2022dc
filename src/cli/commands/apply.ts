import { type CommandSpec, defineCommand } from '../command-spec.ts';
import {
  ALLOW_RECREATE,
  type CommonValues,
  type ConfigValues,
  FORCE,
  type KernelValues,
  NETNS,
  ROOT_DIR,
  STATE_DIR,
  seconds,
} from '../options.ts';

export interface ApplyValues extends CommonValues, ConfigValues, KernelValues {
  readonly dryRun?: true;
  readonly onError: 'rollback' | 'continue';
  readonly allowRecreate?: true;
  readonly force?: true;
  readonly waitLinks: number;
  readonly stateDir: string;
  /** `--no-verify` makes it false. */
  readonly verify: boolean;
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
      {
        flags: '--on-error <mode>',
        text: 'what to do when the kernel refuses something',
        choices: ['rollback', 'continue'],
        fallback: 'rollback',
      },
      ALLOW_RECREATE,
      FORCE,
      {
        flags: '--wait-links <seconds>',
        text: 'how long to wait for declared NICs that are missing',
        fallback: 0,
        parse: seconds,
      },
      { flags: '--no-verify', text: 'do not look again afterwards whether all is as declared' },
      STATE_DIR,
      NETNS,
      ROOT_DIR,
    ],
  },
  async () => (await import('../run/apply.ts')).runApply,
);
