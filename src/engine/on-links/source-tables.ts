import type { Address } from '../../model/index.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import { tableOfLink } from '../../resources/link/vrf-table.ts';
import type { World } from '../../resources/world.ts';

/**
 * Returns a test whether a route of a table can have one of these addresses as its source: an IPv4 address on a VRF's link only
 * in the VRF's table (fib_valid_prefsrc).
 */
export function sourceTables(
  addresses: Iterable<Address>,
  world: World,
): (address: string, table: number) => boolean {
  const tables = new Map<string, Set<number>>();
  for (const { address, family, link } of addresses) {
    const known = tables.get(address) ?? new Set();
    tables.set(address, known.add(family === 4 ? tableOfLink(link, world) : RT_TABLE.MAIN));
  }
  return (address, table) => {
    const known = tables.get(address);
    return known !== undefined && (known.has(RT_TABLE.MAIN) || known.has(table));
  };
}
