import { measure, processSubject } from './measure.ts';
import { type Namespace, withNamespaces } from './namespace.ts';
import { interleave, type Subject } from './sample.ts';
import { apply, applyIdle, NLAPPLY, NODE, withDirectory } from './subjects.ts';
import type { Extent, Result } from './suite.ts';
import { bondWorkload, workload } from './workload.ts';

const BARE = 'node -e 0';
const BOND_IDLE = 'apply, bond and VLAN, nothing to do';

/** What each may take of a Node that does nothing. */
const GOALS: Readonly<Record<string, number | undefined>> = {
  '--version': 1.2,
  '--help': 1.2,
  'wrong option': 1.2,
  'check, bridge': 1.5,
  'check, bond and VLAN': 1.5,
  'apply, bridge, nothing to do': undefined,
  'apply, bridge, nothing to do, again': 1.5,
  [BOND_IDLE]: undefined,
  [`${BOND_IDLE}, again`]: 1.5,
  'apply, bridge, fresh': undefined,
};

const USAGE = 64;

/** What it costs to start: commands that do little, against a Node that does nothing. */
export async function startup({ rounds }: Extent): Promise<Result> {
  const { config } = workload('bridge', 1, 0);
  const bond = bondWorkload();
  const command = (name: string, ...words: string[]) => processSubject(name, NODE, [NLAPPLY, ...words]);
  return withNamespaces(rounds + 3, ([configured, bonded, ...unused]) =>
    withDirectory(async (directory) => {
      if (configured === undefined || bonded === undefined) throw new Error('there is no namespace');
      const stateDir = `${directory}/state`;
      const idle = (name: string, namespace: Namespace, file: string): Subject => {
        apply(namespace, stateDir, file);
        return () => applyIdle(namespace, stateDir, file, name);
      };
      let next = 0;
      const samples = await interleave(
        [
          () => ({ [BARE]: measure(configured.path, NODE, ['-e', '0']) }),
          command('--version', '--version'),
          command('--help', '--help'),
          processSubject('wrong option', NODE, [NLAPPLY, '--wrong'], USAGE),
          command('check, bridge', 'check', config),
          command('check, bond and VLAN', 'check', bond),
          idle('apply, bridge, nothing to do', configured, config),
          ...(hasBonds(bonded) ? [idle(BOND_IDLE, bonded, bond)] : []),
          () => {
            const namespace = unused[next++];
            if (namespace === undefined) throw new Error('there are too few namespaces');
            return { 'apply, bridge, fresh': apply(namespace, stateDir, config) };
          },
        ],
        rounds,
      );
      return {
        title: 'Start, and small configurations, against bare Node',
        samples,
        comparisons: Object.entries(GOALS)
          .filter(([name]) => name in samples)
          .map(([name, goal]) => ({
            ...{ name, against: BARE, measure: 'cpu' as const },
            ...(goal !== undefined && { goal }),
          })),
      };
    }),
  );
}

/** Not every kernel has bonds and VLANs. */
function hasBonds(namespace: Namespace): boolean {
  try {
    const make = 'ip link add bond9 type bond && ip link add link bond9 name vlan9 type vlan id 9';
    namespace.run('sh', '-c', `{ ${make} && ip link del bond9; } 2>/dev/null`);
    return true;
  } catch {
    return false;
  }
}
