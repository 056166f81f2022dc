/**
 * A permanent neighbour entry: an IP address on a link with its link-layer address, so that this is not resolved. As a
 * proxy entry, an address for which this machine answers on the link. Identity in the kernel: (link, address, proxy or
 * not).
 */
export interface Neighbor {
  readonly type: 'neighbor';
  readonly link: string;
  readonly family: 4 | 6;
  /** Canonical text, without a prefix. */
  readonly to: string;
  /** Link-layer address: hexadecimal bytes with colons, in the length of the link's kind; null for a proxy entry. */
  readonly macaddress: string | null;
  readonly proxy: boolean;
  /** NTF_ROUTER: the neighbour is an IPv6 router. */
  readonly router: boolean;
  /** NDA_PROTOCOL: who set the entry. */
  readonly protocol?: number;
}
