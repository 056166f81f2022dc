import { join } from 'node:path';
import { exists, identity, isRoot, isService } from '../inputs/files.ts';
import { namespaceFile } from '../netlink/connection/namespace-path.ts';

/**
 * The inode of a network namespace, which identifies it.
 * @throws what the system says about its file
 */
export const inodeOf = (netns: string | undefined): number =>
  Number(identity(namespaceFile(netns)).split(' ')[1]);

/**
 * The state directory of a namespace.
 * @throws like {@link inodeOf}
 */
export const stateDirectory = (stateDir: string, netns: string | undefined): string =>
  join(stateDir, `net-${inodeOf(netns)}`);

/** What identifies the file of a namespace; undefined if it does not exist or must not be read. */
export function identityOf(path: string): string | undefined {
  try {
    return identity(path);
  } catch {
    return undefined;
  }
}

/** What is known for the question whether a namespace is the machine's own. */
export interface Signs {
  readonly asked: string | undefined;
  /** The namespace of this process. */
  readonly own: string | undefined;
  /** The namespace of process 1, in which the machine's services run. */
  readonly services: string | undefined;
  /** Whether the namespace of this process is the kernel's first one. */
  readonly first: boolean;
  readonly root: boolean;
  /** Whether this process is a service started by process 1. */
  readonly service: boolean;
}

/** A setting that exists only in the kernel's first namespace (net_core_table). */
const OF_THE_FIRST = '/proc/sys/net/core/dev_weight';

/**
 * Whether the namespace is the one in which the machine's services run, to which its host name, resolv.conf, units and
 * udev belong.
 */
export const isMachines = (netns: string | undefined): boolean =>
  isMachinesBy({
    asked: identityOf(namespaceFile(netns)),
    own: identityOf(namespaceFile(undefined)),
    services: identityOf('/proc/1/ns/net'),
    first: exists(OF_THE_FIRST),
    root: isRoot(),
    service: isService(),
  });

/**
 * Not every user may inspect process 1 (ptrace_may_access). Without a sign the answer is no: a namespace wrongly taken
 * for the machine's would cost the machine its resolv.conf, or start a client in the wrong place.
 */
export function isMachinesBy({ asked, own, services, first, root, service }: Signs): boolean {
  if (asked === undefined) return false;
  if (services !== undefined) return services === asked;
  return asked === own && (first || service || !root);
}
