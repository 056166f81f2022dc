import { join } from 'node:path';
import { readText } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import type { Client, Link } from '../../model/index.ts';
import type { Connection } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import { jsonOf, namesIn } from '../quiet-reads.ts';
import type { Kernel, LinkIndex } from '../room.ts';
import { clientsDirectory } from './directory.ts';
import { running } from './keeper.ts';
import { PROGRAMS } from './programs.ts';
import { controlDirectory } from './site.ts';
import { digestOf, isStoredClient, type StoredClient } from './stored.ts';

/** Observes the clients that we have started, from their directories and processes. */
export async function observeClients(
  _connection: Connection,
  _index: LinkIndex,
  _links: readonly Link[],
  kernel: Kernel,
): Promise<Client[]> {
  const directory = clientsDirectory(kernel);
  if (directory === undefined) return [];
  const found = allIn(directory);
  if (found.length === 0) return [];
  spoil('clients, which are processes');
  const alive = await running(found.map(([own]) => own));
  const control = controlDirectory(directory, kernel);
  return Promise.all(
    found.map(async ([own, stored]): Promise<Client> => {
      const { link, role, program, settings, files } = stored;
      const turnedAway = alive.has(own) ? await PROGRAMS[program].turnedAway?.(stored, control) : undefined;
      return {
        ...{ type: 'client', link, role, program, settings },
        running: alive.has(own),
        ...(isAltered(own, files) && { altered: true as const }),
        ...(turnedAway !== undefined && { turnedAway }),
        protocol: OUR_PROTOCOL,
      };
    }),
  );
}

/** All clients with their directories. Directories without a client of this version are skipped. */
function allIn(directory: string): (readonly [string, StoredClient])[] {
  return namesIn(directory)
    .toSorted()
    .flatMap((name) => {
      const own = join(directory, name);
      const stored = storedIn(own);
      return stored === undefined ? [] : [[own, stored] as const];
    });
}

/** The client as it was stored in its directory. */
export function storedIn(directory: string): StoredClient | undefined {
  return jsonOf(join(directory, 'client.json'), isStoredClient);
}

function isAltered(directory: string, files: StoredClient['files']): boolean {
  return Object.entries(files).some(([name, digest]) => {
    try {
      return digestOf(readText(join(directory, name))) !== digest;
    } catch {
      return true;
    }
  });
}
