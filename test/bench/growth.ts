import { kernelHas } from './links.ts';
import { withNamespaces } from './namespace.ts';
import { interleave, type Sample } from './sample.ts';
import { engine, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { bridgesWorkload, vlansWorkload } from './workload.ts';

/** A round takes tens of seconds, most of them the kernel's. */
const MOST_ROUNDS = 3;

/** Times as long that ten times as many links may take. */
const GOAL = 11;

/** How the engine's time grows with the links of a namespace, cold each time. */
export async function growth({ rounds, growth: sizes }: Extent): Promise<Result> {
  const withVlans = kernelHas('bond') && kernelHas('vlan id 1');
  const configs = sizes.map((size) => (withVlans ? vlansWorkload(size) : bridgesWorkload(size / 2)).config);
  const samples = await interleave(
    sizes.map(
      (size, i) => () =>
        withNamespaces(1, ([namespace]) =>
          withDirectory((stateDir): Readonly<Record<string, Sample>> => {
            if (namespace === undefined) throw new Error('there is no namespace');
            const [fresh] = engine([namespace], stateDir, configs[i] ?? '');
            const [idle] = engine([namespace], stateDir, configs[i] ?? '');
            if (fresh === undefined || idle === undefined) throw new Error('the engine did not run');
            return { [name(size, 'fresh')]: fresh, [name(size, 'nothing to do')]: idle };
          }),
        ),
    ),
    Math.min(rounds, MOST_ROUNDS),
  );
  return {
    title: `growth with the links (${withVlans ? 'VLANs on a bond' : 'bridges with a VXLAN each'}), engine alone`,
    samples,
    comparisons: sizes.slice(1).flatMap((size, i) => compared(size, sizes[i] ?? size)),
  };
}

const name = (size: number, what: string): string => `${size} links, ${what}`;

function compared(more: number, fewer: number): Comparison[] {
  const goal = Math.round(10 * GOAL ** Math.log10(more / fewer)) / 10;
  return ['fresh', 'nothing to do'].map((what) => ({
    ...{ name: name(more, what), against: name(fewer, what), measure: 'cpu' as const },
    ...{ goal, items: more },
  }));
}
