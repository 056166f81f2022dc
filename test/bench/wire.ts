import { join } from 'node:path';
import { output } from './measure.ts';
import { type Namespace, withNamespaces } from './namespace.ts';
import { OUT } from './place.ts';
import { interleave, type Sample, type Subject } from './sample.ts';
import { NODE, program } from './subjects.ts';
import type { Extent, Result } from './suite.ts';

const C = join(OUT, 'routes');
// Both programs print exactly this.
const parse = (text: string): Sample => JSON.parse(text) as Sample;

const inC =
  (what: string, count: number): Subject =>
  () => ({
    [`${what} in C`]: parse(output(C, [what, String(count)])),
  });
const inNode =
  (what: string, count: number): Subject =>
  () => ({
    [what]: parse(output(NODE, ['--expose-gc', program('codec-run'), what, String(count)])),
  });

/** Messages in memory, written and read, against C. */
export async function codec({ programRounds, messages }: Extent): Promise<Result> {
  const node = ['encode', 'decode view', 'decode objects'];
  const subjects = [
    ...['encode', 'decode'].map((what) => inC(what, messages)),
    ...node.map((what) => inNode(what, messages)),
  ];
  return {
    title: `${messages} routes written and read in memory, against C`,
    samples: await interleave(subjects, programRounds),
    comparisons: node.map((name) => ({
      ...{ name, against: name === 'encode' ? 'encode in C' : 'decode in C', measure: 'cpu' as const },
      items: messages,
    })),
  };
}

/** The kernel's routes read back, against C. */
export function dump({ programRounds, dumped }: Extent): Promise<Result> {
  return withNamespaces(1, async ([namespace]) => {
    if (namespace === undefined) throw new Error('there is no namespace');
    fill(namespace, dumped);
    const inside =
      (what: string, command: string, words: readonly string[]): Subject =>
      () => ({
        [what]: parse(namespace.run(command, ...words)),
      });
    const node = ['dump view', 'dump objects'];
    const words = (what: string) => ['--expose-gc', program('codec-run'), what, String(dumped)];
    const subjects = [
      inside('dump in C', C, ['dump', String(dumped)]),
      ...node.map((what) => inside(what, NODE, words(what))),
    ];
    return {
      title: `Dump of ${dumped} routes, against C`,
      samples: await interleave(subjects, programRounds),
      comparisons: node.map((name) => ({
        ...{ name, against: 'dump in C', measure: 'cpu' as const, items: dumped },
      })),
    };
  });
}

function fill({ run }: Namespace, count: number): void {
  run('ip', 'link', 'add', 'br0', 'type', 'bridge');
  run('ip', 'link', 'set', 'br0', 'up');
  run('ip', 'address', 'add', '10.64.0.1/16', 'dev', 'br0');
  run(C, 'fill', String(count), 'br0');
}
