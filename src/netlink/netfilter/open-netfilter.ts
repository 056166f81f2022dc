import { type Connection, openConnection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { NETLINK } from '../constants/families.ts';

/** Opens a connection to NETLINK_NETFILTER, for subsystems without verbs of their own. @throws NetlinkError */
export function openNetfilter(options: Omit<ConnectionOptions, 'family'> = {}): Connection {
  return openConnection({ ...options, family: NETLINK.NETFILTER });
}
