import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { isAlive, signalProcess } from '../process.ts';
import { jsonOf } from '../quiet-reads.ts';
import { endAll } from './remains.ts';
import { isKeeper, type Keeper } from './stored.ts';
import { activeUnits, systemctl } from './systemctl.ts';

/** What keeps the client in this directory running, as it was stored. */
function keeperIn(directory: string): Keeper | undefined {
  return jsonOf(join(directory, 'keeper.json'), isKeeper);
}

/** The directories among these whose clients are running. */
export async function running(directories: readonly string[]): Promise<ReadonlySet<string>> {
  const keepers = directories.flatMap((own) => {
    const keeper = keeperIn(own);
    return keeper === undefined ? [] : [[own, keeper] as const];
  });
  const active = await activeUnits(keepers.flatMap(([, keeper]) => ('unit' in keeper ? [keeper.unit] : [])));
  return new Set(
    keepers.flatMap(([own, keeper]) =>
      ('unit' in keeper ? active.has(keeper.unit) : isAlive(keeper)) ? [own] : [],
    ),
  );
}

/** Makes the client read its files again. */
export async function reload(directory: string): Promise<void> {
  const keeper = keeperIn(directory);
  if (keeper === undefined)
    throw new NlapplyError('ERR_CLIENT', EXIT.failed, `there is no keeper noted in ${directory}`);
  if ('unit' in keeper) await systemctl('reload', keeper.unit);
  else signalProcess(keeper, 'SIGHUP');
}

/** How long a client may take to clean up before it is killed. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 20;

/**
 * Ends a client and all its processes.
 * @param signal the signal that tells it to end
 */
export async function end(directory: string, signal: 'TERM' | 'ALRM' | 'USR2' = 'TERM'): Promise<void> {
  const keeper = keeperIn(directory);
  if (keeper !== undefined && 'unit' in keeper) {
    if (signal !== 'TERM')
      await systemctl('kill', '--kill-who=main', `--signal=${signal}`, keeper.unit).catch(() => {});
    await systemctl('stop', keeper.unit);
    return;
  }
  if (keeper !== undefined) {
    signalProcess(keeper, `SIG${signal}`);
    for (let waited = 0; isAlive(keeper) && waited < PATIENCE_MS; waited += LOOK_MS) await sleep(LOOK_MS);
  }
  await endAll(directory, keeper, `SIG${signal}`);
}
