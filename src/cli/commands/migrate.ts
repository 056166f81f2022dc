import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { NETNS, RESOLVER, ROOT_DIR, STATE_DIR } from '../options.ts';

export const migrate: CommandSpec = defineCommand(
  {
    name: 'migrate',
    summary: 'take over from netplan: what would its files mean here?',
    description:
      "Reads netplan's files, shows what in them means something else to nlapply and what would change on this machine now, and changes nothing unless asked. Exit status: 0 if nothing would be different, 2 if something would.",
    examples: [
      ['nlapply migrate', 'look, and change nothing'],
      ['nlapply try', 'then apply the files on trial'],
      [
        'nlapply migrate --disable-netplan',
        'from the next boot on, nlapply configures the network instead of netplan',
      ],
      ['nlapply migrate --undo', 'undo that'],
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
