import type { ClientProgram, ClientRole } from './language/clients.ts';
import type { Attributes } from './value.ts';

/**
 * A program that is kept running on a link for what needs more than a single request to the kernel: DHCP, link-local
 * IPv4, authentication. Identity: (link, role).
 */
export interface Client {
  readonly type: 'client';
  readonly link: string;
  readonly role: ClientRole;
  /** null: the first installed program that can have the role. */
  readonly program: ClientProgram | null;
  /** Settings by their names in the configuration. */
  readonly settings: Attributes;
  /** Live only: whether the program runs; absent: it is to run. */
  readonly running?: boolean;
  /** Live only: somebody else has changed the program's files. */
  readonly altered?: true;
  /**
   * Live only: present if authentication is refused; the names of the Wi-Fi networks that refuse it, empty for a wired
   * link.
   */
  readonly turnedAway?: readonly string[];
  /** Always our mark: clients of others are not observed. */
  readonly protocol?: number;
}
