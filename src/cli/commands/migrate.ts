import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, RESOLVER, ROOT_DIR, STATE_DIR, type StateValues } from '../options.ts';

export interface MigrateValues extends StateValues {
  readonly rootDir?: string;
  readonly disableNetplan?: true;
  readonly undo?: true;
}

export const migrate: CommandSpec = defineCommand<MigrateValues>(
  {
    name: 'migrate',
    summary: 'take over from netplan: what would its files mean here?',
    description:
      "Reads netplan's files, says what of them would mean something else to nlapply and what would change on this machine now, and changes nothing unless asked. Exit status 0: nothing would be otherwise; 2: something would.",
    examples: [
      ['nlapply migrate', 'look, and change nothing'],
      ['nlapply try', 'then apply them, on trial'],
      [
        'nlapply migrate --disable-netplan',
        'from the next boot on nlapply configures the network, and netplan does not',
      ],
      ['nlapply migrate --undo', 'and back again'],
    ],
    configs: false,
    options: [
      {
        flags: '--disable-netplan',
        text: "shadow netplan's generator by a link to /dev/null, and enable nlapply.service",
        conflicts: ['undo'],
      },
      { flags: '--undo', text: 'take away what --disable-netplan made' },
      STATE_DIR,
      NETNS,
      RESOLVER,
      ROOT_DIR,
    ],
  },
  async () => (await import('../run/migrate.ts')).runMigrate,
);
