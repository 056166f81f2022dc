/**
 * A UDP port on which the kernel unwraps packets of tunnels. Identity in the kernel: (family, port, interface, local
 * address, peer), see fou_cfg_cmp.
 */
export interface FouPort {
  readonly type: 'fou';
  readonly family: 4 | 6;
  readonly port: number;
  /** The only interface on which packets are taken; null: all. */
  readonly link: string | null;
  readonly local: string | null;
  /** The only sender, an address and a port; null: all. */
  readonly peer: string | null;
  readonly peerPort: number | null;
  /** `fou`: the packet is right behind the UDP header. `gue`: behind a header of generic UDP encapsulation. */
  readonly encapsulation: 'fou' | 'gue';
  /** The protocol of the packets, by its number in IP; null with `gue`, whose header tells it. */
  readonly ipProtocol: number | null;
  /** Live only: remote checksum offload is not partial (FOU_ATTR_REMCSUM_NOPARTIAL). It cannot be declared. */
  readonly wholeChecksums?: true;
  /** Our mark on a port that we make. It is not given to the kernel: the record says which ports are ours. */
  readonly protocol?: number;
}
