import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { MARKDOWN, NETNS, RESOLVER, ROOT_DIR, STATE, STATE_DIR } from '../options.ts';

export const status: CommandSpec = defineCommand(
  {
    name: 'status',
    summary: 'is every declared object as declared?',
    description:
      'Tells for each declared object whether it is in sync, drifted or missing. Exit status: 0 if all are in sync, 2 if not.',
    examples: [
      ['nlapply status', 'for the files that are applied at boot'],
      ['nlapply status --foreign config.yaml', 'and list what else there is'],
      ['nlapply status --json config.yaml', 'with each attribute, as JSON, for programs'],
      ['nlapply status --state router.json config.yaml', 'of another machine, from its snapshot'],
    ],
    configs: true,
    options: [
      {
        flags: '--foreign',
        text: 'list, too, what is neither declared nor made by nlapply',
      },
      STATE,
      MARKDOWN,
      STATE_DIR,
      NETNS,
      RESOLVER,
      ROOT_DIR,
    ],
  },
  async () => (await import('../run/status.ts')).runStatus,
);
