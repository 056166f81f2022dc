import type { Address } from '../../model/index.ts';
import { type Connection, address as message, RTM } from '../../netlink/index.ts';
import { familiesThere } from '../families.ts';
import type { LinkIndex } from '../room.ts';
import { addressReader, readAddress } from './reader.ts';

/** Dumps the addresses of both families; addresses on links that have vanished in the meantime are left out. */
export async function observeAddresses(connection: Connection, links: LinkIndex): Promise<Address[]> {
  const quick = addressReader(links);
  const dump = (family: number) =>
    connection.dump({ message, type: RTM.GETADDR, value: { family } }, (view) => readAddress(view, links), {
      quick,
    });
  const found: Address[][] = [];
  for (const family of familiesThere()) found.push(await dump(family));
  return found.flat();
}
