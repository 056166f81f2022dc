import { join } from 'node:path';
import type { Client } from '../../model/index.ts';
import { stateDirectory } from '../namespace.ts';
import type { Kernel } from '../room.ts';

type Which = Pick<Client, 'link' | 'role'>;

/** The directory with the files of a namespace's clients; undefined if there is no state directory. */
export function clientsDirectory({ stateDir, netns }: Kernel): string | undefined {
  return stateDir === undefined ? undefined : join(stateDirectory(stateDir, netns), 'clients');
}

/** The name of a client's own directory: `dhcp4:eth0`. The kernel allows no colon in the names of links. */
export const nameOf = ({ link, role }: Which): string => `${role}:${link}`;
