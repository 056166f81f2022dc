import type { Client } from '../../model/index.ts';
import { ROUTE_TABLE } from '../../model/language/clients.ts';
import { tableOfLink } from '../../resources/link/vrf-table.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** The clients with the tables of their links: a lease's routes are where the kernel has its address (l3mdev_fib_table). */
export const inTables = (clients: readonly Wanted<Client>[], world: World): readonly Wanted<Client>[] =>
  clients.map((wanted) => {
    const { item } = wanted;
    const { [ROUTE_TABLE]: told } = item.settings;
    const table = tableOfLink(item.link, world);
    if (told === undefined || told === table) return wanted;
    return { ...wanted, item: { ...item, settings: { ...item.settings, [ROUTE_TABLE]: table } } };
  });
