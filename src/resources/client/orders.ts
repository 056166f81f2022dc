import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, EXIT, NlapplyError, type Step } from '../../model/index.ts';
import { DECLARED_ADDRESSES } from '../../model/language/clients.ts';
import type { Call, Kernel } from '../room.ts';
import { clientsDirectory, nameOf } from './directory.ts';
import { end, reload } from './keeper.ts';
import { storedIn } from './observe.ts';
import { PROGRAMS } from './programs.ts';
import { start } from './start.ts';
import { stayUp } from './stay-up.ts';
import type { StoredClient } from './stored.ts';
import { write } from './write.ts';

export function clientOrders({ action, before, after, changes }: Step): Call[] {
  const old = before?.type === 'client' ? before : null;
  const next = after?.type === 'client' ? after : null;
  if (next === null) return old === null ? [] : [call('stop', old, take)];
  if (action !== 'change' || changes.some(({ attribute }) => attribute === 'state'))
    return [call('start', next, restart)];
  const isTold = changes.some(({ attribute }) => !LOOKED_UP.has(attribute));
  return [isTold ? call('reload', next, renew) : call('write', next, write)];
}

/** Settings that a program need not be told of, as its hook reads them each time: a reload would take addresses away for a moment. */
const LOOKED_UP: ReadonlySet<string> = new Set([DECLARED_ADDRESSES]);

type Work = (client: Client, directory: string, kernel: Kernel) => Promise<void> | void;

/** The engine takes errors as the refusal of the step; those that are no NlapplyError are turned into one here. */
const call = (verb: string, client: Client, work: Work): Call => ({
  text: `${verb} client ${client.role} dev ${client.link} (${client.program ?? ''})`,
  async run(kernel) {
    const all = clientsDirectory(kernel);
    if (all === undefined)
      throw new NlapplyError('ERR_CLIENT', EXIT.failed, 'it is not known where the files of clients are');
    try {
      await work(client, join(all, nameOf(client)), kernel);
    } catch (cause) {
      if (cause instanceof NlapplyError) throw cause;
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new NlapplyError('ERR_CLIENT', EXIT.failed, `cannot ${verb} it: ${words}`, { cause });
    }
  },
});

/** Starts it, after ending what is left of an earlier one. */
const restart: Work = async (client, directory, kernel) => {
  await end(directory, partingSignal(client, storedIn(directory)));
  write(client, directory, kernel);
  await start(client, directory, kernel);
};

/**
 * An old lease is released if the program changes, since another one would ask for a second address, and for DHCPv6:
 * see dhcpcd's `reloads`.
 */
function partingSignal({ program, role }: Client, old: StoredClient | undefined): 'TERM' | 'ALRM' | 'USR2' {
  if (old === undefined || (old.program === program && role !== 'dhcp6')) return 'TERM';
  return PROGRAMS[old.program].release ?? 'TERM';
}

const renew: Work = async (client, directory, kernel) => {
  write(client, directory, kernel);
  await reload(directory);
};

const take: Work = async ({ program, link }, directory, { route }) => {
  await stayUp(link, route, () => end(directory, program === null ? 'TERM' : PROGRAMS[program].release));
  rmSync(directory, { recursive: true, force: true });
};
