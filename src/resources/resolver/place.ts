import { namespaceFile } from '../../netlink/connection/namespace-path.ts';
import { identityOf, isMachines } from '../namespace.ts';
import { namesIn } from '../quiet-reads.ts';
import type { Kernel } from '../room.ts';
import { NETNS_FILES } from './managed-file.ts';

const NAMES = '/run/netns';

/** The network namespace: the one in which the machine's services run, or another one, with its name if it has one. */
export type NamespacePlace =
  | { readonly host: true }
  | { readonly host: false; readonly name: string | undefined };

export function namespacePlace({ netns }: Pick<Kernel, 'netns'>): NamespacePlace {
  if (isMachines(netns)) return { host: true };
  const asked = identityOf(namespaceFile(netns));
  return { host: false, name: namesIn(NAMES).find((name) => identityOf(`${NAMES}/${name}`) === asked) };
}

/** Where ip-netns(8) expects a namespace's own resolv.conf. */
export const netnsFile = (name: string): `/${string}` => `${NETNS_FILES as '/etc/netns'}/${name}/resolv.conf`;
