import { spawnSync } from 'node:child_process';
import { type Namespace, withNamespaces } from './namespace.ts';
import { interleave, type Sample } from './sample.ts';
import { apply, applyIdle, engine, ipBatch, withDirectory } from './subjects.ts';
import type { Comparison, Extent, Result } from './suite.ts';
import { hasWireguard, PEERS_NAMESPACES, peersCompared, peersOf, peersRound } from './wireguard-peers.ts';
import { bridgesWorkload, vlansWorkload, type Workload } from './workload.ts';

/**
 * A thousand links of two sorts, against `ip -batch` of the same, and as many peers of a WireGuard device, against wg(8);
 * without VLANs and bonds, and without peers, where the kernel has none.
 */
export async function links({ rounds, links: count }: Extent): Promise<Result> {
  const half = count / 2;
  const workloads: Record<string, Workload> = {
    [`${half} bridges with a VXLAN each`]: bridgesWorkload(half),
  };
  if (kernelHas('bond') && kernelHas('vlan id 1'))
    workloads[`${count} VLANs on a bond`] = vlansWorkload(count);
  const peers = hasWireguard() ? peersOf(count) : undefined;
  const most = Math.min(rounds, MOST_ROUNDS);
  const ofPeers = peers === undefined ? 0 : PEERS_NAMESPACES;
  // All stay to the end: taking namespaces of a thousand links apart holds up whoever works meanwhile (cleanup_net).
  const needed = (most + 1) * (3 * Object.keys(workloads).length + ofPeers);
  const samples = await withNamespaces(needed, (namespaces) => {
    const fresh = [...namespaces];
    const subjects = Object.entries(workloads).map(
      ([name, files]) =>
        () =>
          both(name, files, fresh.splice(0, 3)),
    );
    if (peers !== undefined) subjects.push(() => peersRound(count, peers, fresh.splice(0, ofPeers)));
    return interleave(subjects, most);
  });
  return {
    title: `${count} links, against ip -batch${peers === undefined ? '' : `; ${count} peers, against wg`}`,
    samples,
    comparisons: [
      ...Object.keys(workloads).flatMap(compared),
      ...(peers === undefined ? [] : peersCompared(count)),
    ],
  };
}

/** A round takes seconds, most of them the kernel's. */
const MOST_ROUNDS = 5;

function both(
  name: string,
  { config, batch, again }: Workload,
  [forIp, forApply, forEngine]: readonly Namespace[],
): Promise<Readonly<Record<string, Sample>>> {
  return withDirectory((stateDir) => {
    if (forIp === undefined || forApply === undefined || forEngine === undefined)
      throw new Error('there are too few namespaces');
    const [cold] = engine([forEngine], stateDir, config);
    const [idle] = engine([forEngine], stateDir, config);
    if (cold === undefined || idle === undefined) throw new Error('the engine did not run');
    const fresh = apply(forApply, stateDir, config);
    settle(forApply);
    return {
      [`${name}: ip -batch, fresh`]: ipBatch(forIp, batch),
      [`${name}: apply, fresh`]: fresh,
      [`${name}: engine, fresh`]: cold,
      [`${name}: ip -batch, again`]: ipBatch(forIp, again),
      ...applyIdle(forApply, stateDir, config, `${name}: apply, nothing to do`),
      [`${name}: engine, nothing to do`]: idle,
    };
  });
}

/** Waits until the kernel has told of the carriers of new links, as it does a hundred a second (linkwatch): till then each look differs. */
function settle({ run }: Namespace): void {
  run('sh', '-c', 'while ip link show type bridge | grep -q "state UNKNOWN"; do sleep 0.2; done');
}

const compared = (name: string): Comparison[] =>
  (['wall', 'cpu'] as const).flatMap((measure) => [
    { name: `${name}: engine, fresh`, against: `${name}: ip -batch, fresh`, measure },
    { name: `${name}: apply, fresh`, against: `${name}: ip -batch, fresh`, measure, goal: 1.2 },
    { name: `${name}: engine, nothing to do`, against: `${name}: ip -batch, again`, measure },
    { name: `${name}: apply, nothing to do`, against: `${name}: ip -batch, again`, measure },
    {
      ...{ name: `${name}: apply, nothing to do, again`, against: `${name}: ip -batch, again`, measure },
      goal: 0.5,
    },
  ]);

/** Whether links of a kind can be made here. */
export function kernelHas(kind: string): boolean {
  const script = `ip link add v type veth peer w && ip link add x ${kind.startsWith('vlan') ? 'link v ' : ''}type ${kind}`;
  return spawnSync('unshare', ['-n', 'sh', '-c', script], { stdio: 'ignore' }).status === 0;
}
