/**
 * A permanent neighbour: an IP address on a link whose link-layer address is not asked for but known. As a proxy, an
 * address that this machine answers for on the link. Identity in the kernel: (link, address, proxy or not).
 */
export interface Neighbor {
  readonly type: 'neighbor';
  readonly link: string;
  readonly family: 4 | 6;
  /** Canonical text, without a prefix. */
  readonly to: string;
  /** Link-layer address, hexadecimal bytes with colons, as many as the link's kind has; a proxy has none. */
  readonly macaddress: string | null;
  readonly proxy: boolean;
  /** NTF_ROUTER: the neighbour is an IPv6 router. */
  readonly router: boolean;
  /** NDA_PROTOCOL: who set it. */
  readonly protocol?: number;
}
