import { readdirSync, statSync } from 'node:fs';
import { netnsPath } from '../../netlink/connection/socket.ts';
import type { Kernel } from '../room.ts';
import { NETNS_FILES } from './managed-file.ts';

const NAMES = '/run/netns';

/** Which network namespace is meant: the one that the machine's services run in, or another, by name if it has one. */
export type NamespacePlace =
  | { readonly host: true }
  | { readonly host: false; readonly name: string | undefined };

export function namespacePlace({ netns }: Pick<Kernel, 'netns'>): NamespacePlace {
  const own = inode(netns === undefined ? '/proc/self/ns/net' : netnsPath(netns));
  const first = inode('/proc/1/ns/net');
  // Not everybody may look at the first process; who names no namespace is where it is, most probably.
  if (first === undefined ? netns === undefined : first === own) return { host: true };
  return { host: false, name: namespaceNames().find((name) => inode(`${NAMES}/${name}`) === own) };
}

/** Where ip-netns(8) looks for a namespace's own resolv.conf. */
export const netnsFile = (name: string): `/${string}` => `${NETNS_FILES as '/etc/netns'}/${name}/resolv.conf`;

function namespaceNames(): readonly string[] {
  try {
    return readdirSync(NAMES);
  } catch {
    return [];
  }
}

function inode(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
