import { existsSync, readdirSync, statSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { netnsPath } from '../../netlink/connection/socket.ts';
import type { Kernel } from '../room.ts';
import { NETNS_FILES } from './managed-file.ts';

const NAMES = '/run/netns';

/** Which network namespace is meant: the one that the machine's services run in, or another, by name if it has one. */
export type NamespacePlace =
  | { readonly host: true }
  | { readonly host: false; readonly name: string | undefined };

export function namespacePlace({ netns }: Pick<Kernel, 'netns'>): NamespacePlace {
  const own = inode(netns === undefined ? SELF : netnsPath(netns));
  if (isHost(own)) return { host: true };
  return { host: false, name: namespaceNames().find((name) => inode(`${NAMES}/${name}`) === own) };
}

const SELF = '/proc/self/ns/net';
/** A setting that is there in the first namespace of the kernel only (net_core_table). */
const OF_THE_FIRST = '/proc/sys/net/core/dev_weight';

function isHost(namespace: string | undefined): boolean {
  const services = inode('/proc/1/ns/net');
  if (services !== undefined) return services === namespace;
  // Not everybody may look at the first process. To take another namespace for the machine's would cost it its resolv.conf.
  if (namespace !== inode(SELF)) return false;
  return existsSync(OF_THE_FIRST) || getuid?.() !== 0 || env['INVOCATION_ID'] !== undefined;
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
