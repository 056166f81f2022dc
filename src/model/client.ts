import type { ClientProgram, ClientRole } from './language/clients.ts';
import type { Attributes } from './value.ts';

/**
 * A program that is kept running on a link for what no single request to the kernel can do: DHCP, link-local IPv4,
 * authentication. Identity: (link, role).
 */
export interface Client {
  readonly type: 'client';
  readonly link: string;
  readonly role: ClientRole;
  /** null: the first of those for the role that is installed. */
  readonly program: ClientProgram | null;
  /** By the names that they have in the configuration. */
  readonly settings: Attributes;
  /** Live only: whether it runs; absent: it shall. */
  readonly running?: boolean;
  /** Live only: somebody else has changed its files. */
  readonly altered?: true;
  /** Live only: it is turned away; the names of the Wi-Fi networks that do so, of a cable none. */
  readonly turnedAway?: readonly string[];
  /** Our mark: those of others are not observed in the first place. */
  readonly protocol?: number;
}
