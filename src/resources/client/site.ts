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

/**
 * The directory with the replacements that clients in other namespaces have for directories that are shared by the
 * whole machine.
 */
export const apartFrom = (clients: string): string => join(dirname(clients), 'apart');

/** wpa_supplicant's directory of sockets, as it is seen outside of the client's mount namespace. */
export const controlDirectory = (clients: string, { netns }: Kernel): string =>
  isMachines(netns) ? CONTROL : join(apartFrom(clients), CONTROL);

/** The value of ctrl_interface in wpa_supplicant.conf(5). */
export const CONTROL = '/run/wpa_supplicant';

/** The directory whose files replace those of /etc in a named namespace (ip-netns(8)); undefined if it has no name. */
export function namespaceFiles(netns: string | undefined): string | undefined {
  if (netns === undefined) return undefined;
  if (!netns.includes('/')) return `/etc/netns/${netns}`;
  return /^\/(var\/)?run\/netns$/.test(dirname(netns)) ? `/etc/netns/${basename(netns)}` : undefined;
}
