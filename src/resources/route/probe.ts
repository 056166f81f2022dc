import type { Route } from '../../model/index.ts';
import {
  AF,
  type Connection,
  route as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
  RTN,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { tableByte } from '../table-byte.ts';
import { encapLinksOf, linksOf } from './paths.ts';
import { set } from './requests.ts';

/**
 * Whether the kernel has no IPv4 route in the place of one of these, whoever's; false, too, where it does not say. To be asked to
 * make a route, but neither a new one (NLM_F_CREATE) nor instead of another (NLM_F_EXCL), it answers ENOENT where the place is
 * free and EEXIST where it is not (fib_table_insert), and does nothing and tells nobody; a table that there was not is there then,
 * empty (fib_new_table). IPv6 makes the route all the same (fib6_add_1).
 */
export async function areFree(
  connection: Pick<Connection, 'batch'>,
  routes: readonly Route[],
): Promise<boolean> {
  if (routes.length === 0) return true;
  const answers = await connection.batch(routes.map(question));
  return routes.every((_, nth) => answers.get(nth)?.code === 'ENOENT');
}

/**
 * Whether the kernel has each of these IPv4 routes, just as it is here; false, too, where it does not say. To be asked to make a
 * route without NLM_F_CREATE, but not instead of another either, it answers EEXIST where the same one is there, to its protocol
 * and its paths, and ENOENT where there is none or another in its place (fib_table_insert, fib_find_info), and does nothing and
 * tells nobody. Of a route by a nexthop object it does not say by which gateway that leads.
 */
export async function areThere(
  connection: Pick<Connection, 'batch'>,
  routes: readonly Route[],
  links: LinkIndex,
): Promise<boolean> {
  if (routes.length === 0) return true;
  const canAsk = (one: Route): boolean =>
    one.nexthopId === undefined && [...linksOf(one), ...encapLinksOf(one)].every(links.has);
  if (!routes.every(canAsk)) return false;
  const answers = await connection.batch(routes.map((one) => set(one, 0, links)));
  return routes.every((_, nth) => answers.get(nth)?.code === 'EEXIST');
}

/** Type, gateway and device are no part of a place; one that is unreachable has none of the latter that could be refused. */
function question({ table, to, tos, metric }: Route): Request<typeof message> {
  const slash = to.lastIndexOf('/');
  const dstLen = Number(to.slice(slash + 1));
  return {
    message,
    type: RTM.NEWROUTE,
    flags: NLM_F.EXCL,
    value: {
      ...{ family: AF.INET, dstLen, tos, protocol: OUR_PROTOCOL, type: RTN.UNREACHABLE },
      ...{ tableId: tableByte(table), table },
      ...(dstLen > 0 && { dst: parseAddress(to.slice(0, slash)) }),
      ...(metric !== 0 && { priority: metric }),
    },
  };
}
