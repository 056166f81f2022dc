import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../model/index.ts';
import { inodeOf, stateDirectory } from '../namespace.ts';
import type { Kernel } from '../room.ts';

type Which = Pick<Client, 'link' | 'role'>;

/** Where the files of a namespace's clients are; undefined when nobody says where state is kept. */
export function clientsDirectory({ stateDir, netns }: Kernel): string | undefined {
  return stateDir === undefined ? undefined : join(stateDirectory(stateDir, netns), 'clients');
}

/** A client's own: `dhcp4:eth0`. The kernel lets no link's name have a colon. */
export const nameOf = ({ link, role }: Which): string => `${role}:${link}`;

/** Whether the namespace is that of the machine's first process, whose files and host name a client may see to. */
export function isMachines(netns: string | undefined): boolean {
  try {
    return inodeOf(netns) === statSync('/proc/1/ns/net').ino;
  } catch {
    // In a container that keeps its first process to itself there is but one.
    return netns === undefined;
  }
}
