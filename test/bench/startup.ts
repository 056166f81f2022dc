import { measure, processSubject } from './measure.ts';
import { withNamespaces } from './namespace.ts';
import { interleave } from './sample.ts';
import { apply, NLAPPLY, NODE, withDirectory } from './subjects.ts';
import type { Extent, Result } from './suite.ts';
import { workload } from './workload.ts';

const BARE = 'node -e 0';

/** What it costs to start: commands that do little, against a Node that does nothing. */
export async function startup({ rounds }: Extent): Promise<Result> {
  const { config } = workload('bridge', 1, 0);
  const command = (name: string, ...words: string[]) => processSubject(name, NODE, [NLAPPLY, ...words]);
  return withNamespaces(rounds + 2, ([configured, ...unused]) =>
    withDirectory(async (directory) => {
      if (configured === undefined) throw new Error('there is no namespace');
      const stateDir = `${directory}/state`;
      apply(configured, stateDir, config);
      let next = 0;
      const samples = await interleave(
        [
          () => ({ [BARE]: measure(configured.path, NODE, ['-e', '0']) }),
          command('--version', '--version'),
          command('--help', '--help'),
          command('check', 'check', config),
          () => ({ 'apply, nothing to do': apply(configured, stateDir, config) }),
          () => {
            const namespace = unused[next++];
            if (namespace === undefined) throw new Error('there are too few namespaces');
            return { 'apply, fresh': apply(namespace, stateDir, config) };
          },
        ],
        rounds,
      );
      return {
        title: 'Start, and a configuration of one bridge, against bare Node',
        samples,
        comparisons: ['--version', '--help', 'check', 'apply, nothing to do', 'apply, fresh'].map((name) => ({
          ...{ name, against: BARE, measure: 'cpu' as const },
          ...(name === 'apply, nothing to do' && { goal: 1.5 }),
        })),
      };
    }),
  );
}
