/**
 * A label of IPv6 addresses: of several source addresses one is chosen that has the label of the destination (RFC 6724).
 * Identity in the kernel: (prefix, interface).
 */
export interface AddressLabel {
  readonly type: 'label';
  /** Canonical `address/length`. */
  readonly prefix: string;
  readonly label: number;
  /** The only interface for which it holds; null: all. */
  readonly link: string | null;
  /** Our mark on a label that we set. It is not given to the kernel: the record says which labels are ours. */
  readonly protocol?: number;
}
