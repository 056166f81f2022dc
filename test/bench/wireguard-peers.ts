import { spawnSync } from 'node:child_process';
import type { Namespace } from './namespace.ts';
import type { Sample } from './sample.ts';
import { apply, engine, wg, withDirectory } from './subjects.ts';
import type { Comparison } from './suite.ts';
import { type PeersWorkload, peersWorkload } from './workload.ts';

const CHANGES = 10;

/** Namespaces that a round takes. */
export const PEERS_NAMESPACES = 4;

/** Whether there is wg(8), which the engine is compared with, and a kernel for it. */
export function hasWireguard(): boolean {
  const script = 'ip link add w type wireguard && wg show w';
  return spawnSync('unshare', ['-n', 'sh', '-c', script], { stdio: 'ignore' }).status === 0;
}

export const peersOf = (count: number): PeersWorkload => peersWorkload(count, CHANGES);

/** A WireGuard device with many peers: as a new one, with ten of them changed, and with nothing to do. */
export function peersRound(
  count: number,
  { config, changed, conf, changedConf }: PeersWorkload,
  [forWg, forApply, forEngine, forAnew]: readonly Namespace[],
): Promise<Readonly<Record<string, Sample>>> {
  return withDirectory((stateDir) => {
    if (forWg === undefined || forApply === undefined || forEngine === undefined || forAnew === undefined)
      throw new Error('there are too few namespaces');
    wg(forAnew, `setconf wg0 ${conf}`, 'ip link add wg0 up type wireguard &&');
    const inEngine = (configs: string, times: number): Sample => {
      const last = engine(Array(times).fill(forEngine), stateDir, configs).at(-1);
      if (last === undefined) throw new Error('the engine did not run');
      return last;
    };
    const { wg: wgName, anew, apply: applyName, engine: engineName, warm } = names(count);
    return {
      [wgName('fresh')]: wg(forWg, `setconf wg0 ${conf}`, 'ip link add wg0 up type wireguard &&'),
      [applyName('fresh')]: apply(forApply, stateDir, config),
      [engineName('fresh')]: inEngine(config, 1),
      [wgName('changed')]: wg(forWg, `syncconf wg0 ${changedConf}`),
      [anew('changed')]: wg(forAnew, `setconf wg0 ${changedConf}`),
      [applyName('changed')]: apply(forApply, stateDir, changed),
      [engineName('changed')]: inEngine(changed, 1),
      [wgName('nothing to do')]: wg(forWg, `syncconf wg0 ${changedConf}`),
      [applyName('nothing to do')]: apply(forApply, stateDir, changed),
      [engineName('nothing to do')]: inEngine(changed, 1),
      [warm('changed')]: inEngine(`${config},${changed}`, 6),
      [warm('nothing to do')]: inEngine(changed, 6),
    };
  });
}

function names(count: number) {
  const what = (of: string): string => (of === 'changed' ? `${CHANGES} changed` : of);
  const named = (subject: string) => (of: string) => `${count} peers: ${subject}, ${what(of)}`;
  return {
    wg: named('wg'),
    anew: named('wg setconf'),
    apply: named('apply'),
    engine: named('engine'),
    warm: named('warm engine'),
  };
}

export function peersCompared(count: number): Comparison[] {
  const { wg, anew, apply, engine, warm } = names(count);
  return ['fresh', 'changed', 'nothing to do'].flatMap((of) =>
    (['wall', 'cpu'] as const).flatMap((measure): Comparison[] => [
      { name: engine(of), against: wg(of), measure, goal: 1 },
      { name: apply(of), against: wg(of), measure },
      ...(of === 'changed' ? [engine, apply] : []).map((subject) => ({
        ...{ name: subject(of), against: anew(of), measure, goal: 1 },
      })),
      ...(of === 'fresh' ? [] : [{ name: warm(of), against: wg(of), measure, goal: 1 }]),
    ]),
  );
}
