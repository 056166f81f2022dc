import type { RouteScope } from './route.ts';

/**
 * An IPv4 or IPv6 address on a link.
 * Identity in the kernel: IPv4 (link, address, prefix length, peer); IPv6 (link, address).
 */
export interface Address {
  readonly type: 'address';
  readonly link: string;
  readonly family: 4 | 6;
  /** Canonical text: `192.0.2.1`, `2001:db8::1`. */
  readonly address: string;
  readonly prefix: number;
  readonly label?: string;
  /**
   * How long the address is preferred: `forever`, or in seconds; afterwards it is deprecated, never chosen as a source. A live one
   * has what is left, if it is ours.
   */
  readonly lifetime?: 'forever' | number;
  /** In seconds, how long the address is there; absent: forever. A live one has what is left, if it is ours. */
  readonly validLifetime?: number;
  /** Null: none. Not said: the last address of the network. */
  readonly broadcast?: string | null;
  readonly scope?: RouteScope;
  /** The other end of a point-to-point link (IFA_ADDRESS, if it is not IFA_LOCAL). */
  readonly peer?: string;
  /** IFA_PROTO, kernel 5.18 and newer: who set the address. */
  readonly protocol?: number;
  /** Live only: not ours, but made by DHCP, RA or another source with a limited life. */
  readonly dynamic?: boolean;
  /** Live only: duplicate address detection has not ended. */
  readonly tentative?: boolean;
  /**
   * Live only: IFA_F_DADFAILED, another host on the link has the address. The kernel does not use it, and does not
   * check again.
   */
  readonly dadFailed?: boolean;
  /**
   * IFA_F_SECONDARY: the address goes away with its primary. It cannot be declared; false when an address that was
   * primary is restored.
   */
  readonly secondary?: boolean;
  /** IFA_F_NODAD, no duplicate address detection. */
  readonly noDad?: boolean;
  /** IFA_F_NOPREFIXROUTE: the kernel makes no route to the network. */
  readonly noPrefixRoute?: boolean;
  /** IFA_RT_PRIORITY: metric of the kernel's route to the network; absent: 0, of IPv6 256. */
  readonly metric?: number;
  /** Other flags that were set by somebody: IFA_F_HOMEADDRESS, MANAGETEMPADDR; live only: OPTIMISTIC, MCAUTOJOIN. */
  readonly otherFlags?: number;
}
