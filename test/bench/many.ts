import { measure } from './measure.ts';
import { withNamespaces } from './namespace.ts';
import { interleave, type Sample } from './sample.ts';
import { apply, applyIdle, engine, ipBatch, NODE, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { type Workload, workload } from './workload.ts';

const IP_FRESH = 'ip -batch, fresh';
const IP_AGAIN = 'ip -batch, again';
/** The engine's runs in one process, of which the first is the cold one and the last the warm one. */
const RUNS = 6;

/** Many addresses and routes, against `ip -batch` of the same. */
export async function many({ rounds, addresses, manyRoutes }: Extent): Promise<Result> {
  const files = workload('many', addresses, manyRoutes);
  return {
    title: `${addresses} addresses and ${manyRoutes} routes, against ip -batch`,
    samples: await interleave([() => everything(files)], rounds),
    comparisons: COMPARISONS,
  };
}

function everything({ config, batch, again }: Workload): Promise<Readonly<Record<string, Sample>>> {
  return withNamespaces(RUNS + 2, ([forIp, forApply, ...forEngine]) =>
    withDirectory((stateDir) => {
      if (forIp === undefined || forApply === undefined) throw new Error('there are too few namespaces');
      return {
        [IP_FRESH]: ipBatch(forIp, batch),
        'apply, fresh': apply(forApply, stateDir, config),
        ...coldAndWarm('engine, fresh', engine(forEngine, stateDir, config)),
        [IP_AGAIN]: ipBatch(forIp, again),
        ...applyIdle(forApply, stateDir, config),
        ...coldAndWarm('engine, nothing to do', engine(new Array(RUNS).fill(forApply), stateDir, config)),
        'node -e 0': measure(null, NODE, ['-e', '0']),
      };
    }),
  );
}

function coldAndWarm(name: string, runs: readonly Sample[]): Readonly<Record<string, Sample>> {
  const [cold, warm] = [runs[0], runs.at(-1)];
  if (cold === undefined || warm === undefined) throw new Error('the engine did not run');
  return { [`${name}, cold`]: cold, [`${name}, warm`]: warm };
}

const against = (base: string, names: Readonly<Record<string, number | undefined>>): Comparison[] =>
  (['cpu', 'wall'] as const).flatMap((measured) =>
    Object.entries(names).map(([name, goal]) => ({
      ...{ name, against: base, measure: measured },
      ...(goal !== undefined && { goal }),
    })),
  );

const COMPARISONS: readonly Comparison[] = [
  ...against(IP_FRESH, { 'engine, fresh, warm': 0.35, 'engine, fresh, cold': undefined, 'apply, fresh': 1 }),
  ...against(IP_AGAIN, {
    'engine, nothing to do, warm': 0.1,
    'engine, nothing to do, cold': undefined,
    'apply, nothing to do': undefined,
    'apply, nothing to do, again': 0.7,
  }),
  { name: 'apply, fresh', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, nothing to do', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, nothing to do, again', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, fresh', against: IP_FRESH, measure: 'rss' },
];
