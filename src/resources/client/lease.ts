import type { Item } from '../../model/index.ts';

/**
 * Whether an address has been given by a client of ours: that brings it back itself, and takes it away.
 * @param clients the keys of our clients
 */
export const isLeased = (item: Item | null, clients: ReadonlySet<string> | undefined): boolean =>
  item?.type === 'address' &&
  item.dynamic === true &&
  clients?.has(`${item.link} dhcp${item.family}`) === true;
