import { output } from './measure.ts';
import { interleave, type Sample, type Subject } from './sample.ts';
import { NODE, program } from './subjects.ts';
import type { Extent, Result } from './suite.ts';
import { workload } from './workload.ts';

/** A long configuration read, checked and given places, against js-yaml's load of the same text. */
export async function reading({ programRounds, readRoutes }: Extent): Promise<Result> {
  const { config } = workload(`routes-${readRoutes}`, 1, readRoutes);
  const subject =
    (what: string): Subject =>
    () => ({
      // yaml-run.ts prints exactly this.
      [what]: JSON.parse(output(NODE, [program('yaml-run'), what, config])) as Sample,
    });
  return {
    title: `${readRoutes} routes read from YAML, against js-yaml`,
    samples: await interleave([subject('nlapply'), subject('js-yaml')], programRounds),
    comparisons: [
      { name: 'nlapply', against: 'js-yaml', measure: 'cpu', goal: 2, items: readRoutes },
      { name: 'nlapply', against: 'js-yaml', measure: 'rss' },
    ],
  };
}
