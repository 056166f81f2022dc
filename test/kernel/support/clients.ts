import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';
import { until } from './until.ts';

/** A client outlives the program, and keeps its namespace: it is ended with the test. */
export function endClients(t: TestContext, ns: Namespace): void {
  // The namespace may have lost its name by then.
  const own = inode(ns.path);
  t.after(() => {
    for (const { pid } of clientsIn(own)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended with another one.
      }
    }
  });
}

/** The programs that clients of the namespace are, and what keeps them running. */
export const processesOf = (ns: Namespace): readonly Process[] => clientsIn(inode(ns.path));

interface Process {
  readonly pid: number;
  readonly command: string;
}

function clientsIn(own: number | undefined): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (own === undefined || !/^[0-9]+$/.test(name) || inode(`/proc/${name}/ns/net`) !== own) return [];
    const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim();
    return /dhcp|supervise|wpa_supplicant/.test(command) ? [{ pid: Number(name), command }] : [];
  });
}

function inode(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The directory of a client of the namespace. */
export function clientDirectory(ns: Namespace, name: string): string {
  const state = join(ns.directory, 'state');
  const [own = ''] = readdirSync(state).filter((entry) => entry.startsWith('net-'));
  return join(state, own, 'clients', name);
}

/** Signals the keeper of a client, as one on a terminal would. */
function signalKeeper(directory: string, signal: 'SIGHUP' | 'SIGUSR1'): void {
  const keeper = readFileSync(join(directory, 'keeper.json'), 'utf8');
  process.kill((JSON.parse(keeper) as { readonly pid: number }).pid, signal);
}

/** Signals the keeper until that has been answered: dhcpcd loses a signal that comes while it waits for its hook. */
export async function signalUntil(
  directory: string,
  signal: 'SIGHUP' | 'SIGUSR1',
  isAnswered: () => boolean,
): Promise<void> {
  const again = setInterval(() => signalKeeper(directory, signal), 5000);
  try {
    signalKeeper(directory, signal);
    await until('an answer', isAnswered);
  } finally {
    clearInterval(again);
  }
}

/** Addresses of a link that end, as DHCP's do. */
export const leasesOf = (ns: Namespace, link: string, family: 4 | 6 = 4): readonly string[] =>
  ns
    .sh(`ip -${family} -o address show dev ${link} scope global dynamic | awk '{print $4}'`)
    .split('\n')
    .filter((line) => line !== '');
