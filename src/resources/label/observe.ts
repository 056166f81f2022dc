import type { AddressLabel } from '../../model/index.ts';
import { AF, type Connection, formatAddress, addressLabel as message, RTM } from '../../netlink/index.ts';
import { familiesThere } from '../families.ts';
import { nameFor } from '../of-machine.ts';
import type { LinkIndex } from '../room.ts';

export async function observeLabels(connection: Connection, index: LinkIndex): Promise<AddressLabel[]> {
  // A kernel without IPv6 would tell the addresses of other families instead (rtnl_dump_all).
  if (!familiesThere().includes(AF.INET6)) return [];
  const value = { family: AF.INET6 };
  return await connection.dump({ message, type: RTM.GETADDRLABEL, value }, (live): AddressLabel => {
    const { address, prefixlen = 0, index: ifindex = 0, label = 0 } = live;
    return {
      type: 'label',
      prefix: `${address === undefined ? '::' : formatAddress(address)}/${prefixlen}`,
      label,
      link: nameFor(ifindex, index),
    };
  });
}

/** The labels that every namespace begins with (ip6addrlbl_init_table). */
const USUAL: ReadonlyMap<string, number> = new Map([
  ['::1/128', 0],
  ['::/0', 1],
  ['2002::/16', 2],
  ['::/96', 3],
  ['::ffff:0.0.0.0/96', 4],
  ['fc00::/7', 5],
  ['2001::/32', 6],
  ['2001:10::/28', 7],
  ['fec0::/10', 11],
  ['3ffe::/16', 12],
]);

export const isUsualLabel = ({ link, prefix, label }: AddressLabel): boolean =>
  link === null && USUAL.get(prefix) === label;
