import { join } from 'node:path';
import type { Client } from '../../model/index.ts';
import { stateDirectory } from '../namespace.ts';
import type { Kernel } from '../room.ts';

type Which = Pick<Client, 'link' | 'role'>;

/** Where the files of a namespace's clients are; undefined when nobody says where state is kept. */
export function clientsDirectory({ stateDir, netns }: Kernel): string | undefined {
  return stateDir === undefined ? undefined : join(stateDirectory(stateDir, netns), 'clients');
}

/** A client's own: `dhcp4:eth0`. The kernel lets no link's name have a colon. */
export const nameOf = ({ link, role }: Which): string => `${role}:${link}`;
