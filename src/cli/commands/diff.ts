import { type CommandSpec, defineCommand } from '../command-spec.ts';
import { ALLOW_RECREATE, MARKDOWN, NETNS, RESOLVER, ROOT_DIR, STATE, STATE_DIR } from '../options.ts';

export const diff: CommandSpec = defineCommand(
  {
    name: 'diff',
    summary: 'show what apply would change; write nothing',
    description: 'Shows what apply would change. Exit status: 0 if nothing, 2 if something.',
    examples: [
      ['nlapply diff config.yaml', 'against the network as it is now'],
      ['nlapply diff --state router.json config.yaml', 'against a snapshot; needs no privileges'],
      ['nlapply diff --json config.yaml', 'the plan as JSON, for programs'],
      ['nlapply diff --markdown site/ >> "$GITHUB_STEP_SUMMARY"', 'in a CI job'],
    ],
    configs: true,
    options: [STATE, MARKDOWN, ALLOW_RECREATE, STATE_DIR, NETNS, RESOLVER, ROOT_DIR],
  },
  async () => (await import('../run/diff.ts')).runDiff,
);
