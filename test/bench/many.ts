import { measure } from './measure.ts';
import { withNamespaces } from './namespace.ts';
import { interleave, type Sample } from './sample.ts';
import { apply, applyIdle, engine, ipBatch, NODE, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { type Workload, workload } from './workload.ts';

const IP_FRESH = 'ip -batch, fresh';
const IP_AGAIN = 'ip -batch, again';
/** Runs of the engine in one process: the first is the cold one; at the last the compiler has little left to do. */
const RUNS = 16;

/** Many addresses and routes, against `ip -batch` of the same. */
export const many = ({ rounds, addresses, manyRoutes }: Extent): Promise<Result> =>
  against(
    `${addresses} addresses and ${manyRoutes} routes`,
    workload('many', addresses, manyRoutes),
    rounds,
    {
      ...{ engine: 0.35, apply: 1 },
      ...{ engineIdle: 0.1, applyIdle: 0.7 },
    },
  );

/** Addresses alone: so few take `ip` less time than Node takes to start. */
export const addresses = ({ rounds, addresses: count }: Extent): Promise<Result> =>
  against(`${count} addresses`, workload('addresses', count, 0), rounds, { applyIdle: 1 });

/** Ratios to reach. */
interface Goals {
  readonly engine?: number;
  readonly apply?: number;
  readonly engineIdle?: number;
  readonly applyIdle?: number;
}

async function against(what: string, files: Workload, rounds: number, goals: Goals): Promise<Result> {
  return {
    title: `${what}, against ip -batch`,
    samples: await interleave([() => everything(files)], rounds),
    comparisons: comparisonsFor(goals),
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

const compared = (base: string, names: Readonly<Record<string, number | undefined>>): Comparison[] =>
  (['cpu', 'wall'] as const).flatMap((measured) =>
    Object.entries(names).map(([name, goal]) => ({
      ...{ name, against: base, measure: measured },
      ...(goal !== undefined && { goal }),
    })),
  );

const comparisonsFor = (goals: Goals): readonly Comparison[] => [
  ...compared(IP_FRESH, {
    'engine, fresh, warm': goals.engine,
    'engine, fresh, cold': undefined,
    'apply, fresh': goals.apply,
  }),
  ...compared(IP_AGAIN, {
    'engine, nothing to do, warm': goals.engineIdle,
    'engine, nothing to do, cold': undefined,
    'apply, nothing to do': undefined,
    'apply, nothing to do, again': goals.applyIdle,
  }),
  { name: 'apply, fresh', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, nothing to do', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, nothing to do, again', against: 'node -e 0', measure: 'rss' },
  { name: 'apply, fresh', against: IP_FRESH, measure: 'rss' },
];
