import { join } from 'node:path';
import { output } from './measure.ts';
import { withNamespaces } from './namespace.ts';
import { OUT } from './place.ts';
import { median } from './sample.ts';
import { apply, NODE, withDirectory } from './subjects.ts';
import type { Extent } from './suite.ts';
import { workload } from './workload.ts';

/** Where the time of an apply goes that finds nothing to do: the median milliseconds of each stage, in their order. */
export function phases({ rounds }: Extent): Promise<ReadonlyMap<string, number>> {
  const { config } = workload('bridge', 1, 0);
  return withNamespaces(1, ([namespace]) =>
    withDirectory((directory) => {
      if (namespace === undefined) throw new Error('there is no namespace');
      apply(namespace, directory, config);
      const words = [join(OUT, 'phases/bin/nlapply.cjs'), config, namespace.path, directory];
      const runs = Array.from({ length: rounds }, () => {
        // stages.ts prints exactly this.
        return JSON.parse(output(NODE, words)) as Record<string, number>;
      });
      const names = Object.keys(runs[0] ?? {});
      return new Map(names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))]));
    }),
  );
}
