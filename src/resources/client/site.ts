import { basename, dirname, join } from 'node:path';
import { exists } from '../../inputs/files.ts';
import type { Client } from '../../model/index.ts';
import { isMachines } from '../namespace.ts';
import type { Kernel } from '../room.ts';
import type { Site } from './program.ts';

export function siteOf({ link }: Client, directory: string, { netns }: Kernel): Site {
  const own = namespaceFiles(netns);
  return {
    directory,
    link,
    machines: isMachines(netns),
    resolvConf: own !== undefined && exists(join(own, 'resolv.conf')),
  };
}

/** The place of its own that a client in another namespace has for what has one place for all. */
export const apartFrom = (clients: string): string => join(dirname(clients), 'apart');

/** wpa_supplicant's directory of sockets, as it is called outside of the client's mounts. */
export const controlDirectory = (clients: string, { netns }: Kernel): string =>
  isMachines(netns) ? CONTROL : join(apartFrom(clients), CONTROL);

/** What wpa_supplicant.conf(5) calls ctrl_interface. */
export const CONTROL = '/run/wpa_supplicant';

/** The directory of the files that stand for those of /etc in a namespace with a name (ip-netns(8)); undefined: it has no name. */
export function namespaceFiles(netns: string | undefined): string | undefined {
  if (netns === undefined) return undefined;
  if (!netns.includes('/')) return `/etc/netns/${netns}`;
  return /^\/(var\/)?run\/netns$/.test(dirname(netns)) ? `/etc/netns/${basename(netns)}` : undefined;
}
