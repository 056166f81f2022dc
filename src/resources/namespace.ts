import { join } from 'node:path';
import { exists, identity, isRoot, isService } from '../inputs/files.ts';
import { namespaceFile } from '../netlink/connection/namespace-path.ts';

/** What tells a network namespace from others. @throws what looking at its file says */
export const inodeOf = (netns: string | undefined): number =>
  Number(identity(namespaceFile(netns)).split(' ')[1]);

/** Where what is kept about a namespace lies. @throws as {@link inodeOf} */
export const stateDirectory = (stateDir: string, netns: string | undefined): string =>
  join(stateDir, `net-${inodeOf(netns)}`);

/** A namespace's file by what makes it that one; undefined: it is not there, or not for us to see. */
export function identityOf(path: string): string | undefined {
  try {
    return identity(path);
  } catch {
    return undefined;
  }
}

/** What there is to go by when one asks whether a namespace is the machine's own. */
export interface Signs {
  readonly asked: string | undefined;
  /** Ours, in which we were started. */
  readonly own: string | undefined;
  /** That of the first process, in which the machine's services run. */
  readonly services: string | undefined;
  /** Ours is the kernel's first one. */
  readonly first: boolean;
  readonly root: boolean;
  /** The first process has started us, as a service. */
  readonly service: boolean;
}

/** A setting that is there in the first namespace of the kernel only (net_core_table). */
const OF_THE_FIRST = '/proc/sys/net/core/dev_weight';

/** Whether the namespace is the one that the machine's services run in: theirs are its host name, resolv.conf, units and udev. */
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
 * Not everybody may look at the first process (ptrace_may_access). Where it cannot be seen, a namespace that is taken for the
 * machine's costs the machine its resolv.conf, or starts a client on the wrong side: without a sign it is not.
 */
export function isMachinesBy({ asked, own, services, first, root, service }: Signs): boolean {
  if (asked === undefined) return false;
  if (services !== undefined) return services === asked;
  return asked === own && (first || service || !root);
}
