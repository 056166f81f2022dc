import { join } from 'node:path';
import { measure } from './measure.ts';
import { type Namespace, withNamespaces } from './namespace.ts';
import { OUT } from './place.ts';
import { interleave, type Sample } from './sample.ts';
import { apply, applyIdle, engine, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { workload } from './workload.ts';

const C = join(OUT, 'routes');

/** A round takes minutes. */
const MOST_ROUNDS = 3;

/** Times as long that ten times as many routes may take. */
const GOAL = 11;

type Named = Readonly<Record<string, Sample>>;

/** How the engine's time grows with the routes, cold each time, and what C takes that sends the same messages: a dump, the routes, a dump. */
export async function routes({ rounds, routes: sizes }: Extent): Promise<Result> {
  const configs = sizes.map((size) => workload(`routes-${size}`, 1, size).config);
  const samples = await interleave(
    sizes.map((size, i) => () => withNamespaces(2, (both) => ofSize(size, configs[i] ?? '', both))),
    Math.min(rounds, MOST_ROUNDS),
  );
  return {
    title: 'growth with the routes, engine alone',
    samples,
    comparisons: [
      ...sizes.slice(1).flatMap((size, i) => grown(size, sizes[i] ?? size)),
      ...sizes.map((size) => ({
        ...{ name: name(size, 'fresh'), against: name(size, 'in C'), measure: 'cpu' as const, items: size },
      })),
    ],
  };
}

function ofSize(size: number, config: string, [forC, forEngine]: readonly Namespace[]): Promise<Named> {
  return withDirectory((stateDir) => {
    if (forC === undefined || forEngine === undefined) throw new Error('there are too few namespaces');
    makeBridge(forC);
    const inC = measure(forC.path, C, ['apply', String(size), 'br0']);
    const [fresh] = engine([forEngine], stateDir, config);
    const [idle] = engine([forEngine], stateDir, config);
    if (fresh === undefined || idle === undefined) throw new Error('the engine did not run');
    return { [name(size, 'in C')]: inC, [name(size, 'fresh')]: fresh, [name(size, 'nothing to do')]: idle };
  });
}

const name = (size: number, what: string): string => `${size} routes, ${what}`;

function grown(more: number, fewer: number): Comparison[] {
  const goal = Math.round(10 * GOAL ** Math.log10(more / fewer)) / 10;
  return ['fresh', 'nothing to do'].map((what) => ({
    ...{ name: name(more, what), against: name(fewer, what), measure: 'cpu' as const },
    ...{ goal, items: more },
  }));
}

/** A small configuration where somebody else has very many routes, against the same where nobody has. */
export async function foreign({ rounds, foreign: count }: Extent): Promise<Result> {
  const { config } = workload('foreign', 1, 2);
  const samples = await interleave(
    [() => withNamespaces(2, (both) => beside(count, config, both))],
    Math.min(rounds, MOST_ROUNDS),
  );
  return {
    title: `one address and two routes beside ${count} routes of others, whole process`,
    samples,
    comparisons: ['fresh', 'nothing to do'].flatMap((what) =>
      (['cpu', 'rss'] as const).map((measured) => ({
        ...{ name: `${what}, beside others`, against: `${what}, alone`, measure: measured },
        ...(measured === 'cpu' && { goal: 1.1 }),
      })),
    ),
  };
}

async function beside(count: number, config: string, [alone, crowded]: readonly Namespace[]): Promise<Named> {
  if (alone === undefined || crowded === undefined) throw new Error('there are too few namespaces');
  crowded.run('ip', 'link', 'add', 'others', 'type', 'bridge');
  crowded.run('ip', 'link', 'set', 'others', 'up');
  crowded.run('ip', 'address', 'add', '10.64.255.253/30', 'dev', 'others');
  crowded.run(C, 'fill', String(count), 'others');
  const twice = (namespace: Namespace, where: string): Promise<Named> =>
    withDirectory((stateDir) => ({
      [`fresh, ${where}`]: apply(namespace, stateDir, config),
      ...applyIdle(namespace, stateDir, config, `nothing to do, ${where}`),
    }));
  return { ...(await twice(alone, 'alone')), ...(await twice(crowded, 'beside others')) };
}

function makeBridge({ run }: Namespace): void {
  run('ip', 'link', 'add', 'br0', 'type', 'bridge');
  run('ip', 'link', 'set', 'br0', 'up');
  run('ip', 'address', 'add', '10.64.0.1/16', 'dev', 'br0');
}
