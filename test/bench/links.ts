import { spawnSync } from 'node:child_process';
import { withNamespaces } from './namespace.ts';
import { interleave, type Sample } from './sample.ts';
import { apply, engine, ipBatch, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { bridgesWorkload, vlansWorkload, type Workload } from './workload.ts';

/** A thousand links of two sorts, against `ip -batch` of the same; without VLANs and bonds where the kernel has none. */
export async function links({ rounds, links: count }: Extent): Promise<Result> {
  const half = count / 2;
  const workloads: Record<string, Workload> = {
    [`${half} bridges with a VXLAN each`]: bridgesWorkload(half),
  };
  if (kernelHas('bond') && kernelHas('vlan id 1'))
    workloads[`${count} VLANs on a bond`] = vlansWorkload(count);
  const subjects = Object.entries(workloads).map(
    ([name, files]) =>
      () =>
        both(name, files),
  );
  return {
    title: `${count} links, against ip -batch`,
    samples: await interleave(subjects, Math.min(rounds, MOST_ROUNDS)),
    comparisons: Object.keys(workloads).flatMap(compared),
  };
}

/** A round takes seconds, most of them the kernel's. */
const MOST_ROUNDS = 5;

function both(name: string, { config, batch, again }: Workload): Promise<Readonly<Record<string, Sample>>> {
  return withNamespaces(3, ([forIp, forApply, forEngine]) =>
    withDirectory((stateDir) => {
      if (forIp === undefined || forApply === undefined || forEngine === undefined)
        throw new Error('there are too few namespaces');
      const [cold] = engine([forEngine], stateDir, config);
      const [idle] = engine([forEngine], stateDir, config);
      if (cold === undefined || idle === undefined) throw new Error('the engine did not run');
      return {
        [`${name}: ip -batch, fresh`]: ipBatch(forIp, batch),
        [`${name}: apply, fresh`]: apply(forApply, stateDir, config),
        [`${name}: engine, fresh`]: cold,
        [`${name}: ip -batch, again`]: ipBatch(forIp, again),
        [`${name}: apply, nothing to do`]: apply(forApply, stateDir, config),
        [`${name}: engine, nothing to do`]: idle,
      };
    }),
  );
}

const compared = (name: string): Comparison[] =>
  (['wall', 'cpu'] as const).flatMap((measure) => [
    { name: `${name}: engine, fresh`, against: `${name}: ip -batch, fresh`, measure },
    { name: `${name}: apply, fresh`, against: `${name}: ip -batch, fresh`, measure, goal: 1.2 },
    { name: `${name}: engine, nothing to do`, against: `${name}: ip -batch, again`, measure },
    { name: `${name}: apply, nothing to do`, against: `${name}: ip -batch, again`, measure },
  ]);

function kernelHas(kind: string): boolean {
  const script = `ip link add v type veth peer w && ip link add x ${kind.startsWith('vlan') ? 'link v ' : ''}type ${kind}`;
  return spawnSync('unshare', ['-n', 'sh', '-c', script], { stdio: 'ignore' }).status === 0;
}
