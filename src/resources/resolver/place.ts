import { existsSync, statSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { namespaceFile } from '../../netlink/connection/socket.ts';
import { namesIn } from '../quiet-reads.ts';
import type { Kernel } from '../room.ts';
import { NETNS_FILES } from './managed-file.ts';

const NAMES = '/run/netns';

/** Which network namespace is meant: the one that the machine's services run in, or another, by name if it has one. */
export type NamespacePlace =
  | { readonly host: true }
  | { readonly host: false; readonly name: string | undefined };

export function namespacePlace({ netns }: Pick<Kernel, 'netns'>): NamespacePlace {
  const own = inode(namespaceFile(netns));
  if (isHost(own)) return { host: true };
  return { host: false, name: namesIn(NAMES).find((name) => inode(`${NAMES}/${name}`) === own) };
}

/** A setting that is there in the first namespace of the kernel only (net_core_table). */
const OF_THE_FIRST = '/proc/sys/net/core/dev_weight';

function isHost(namespace: string | undefined): boolean {
  const services = inode('/proc/1/ns/net');
  if (services !== undefined) return services === namespace;
  // Not everybody may look at the first process. To take another namespace for the machine's would cost it its resolv.conf.
  if (namespace !== inode(namespaceFile(undefined))) return false;
  return existsSync(OF_THE_FIRST) || getuid?.() !== 0 || env['INVOCATION_ID'] !== undefined;
}

/** Where ip-netns(8) looks for a namespace's own resolv.conf. */
export const netnsFile = (name: string): `/${string}` => `${NETNS_FILES as '/etc/netns'}/${name}/resolv.conf`;

function inode(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
