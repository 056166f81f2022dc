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
 * Whether the kernel has no IPv4 route, anybody's, with the key of one of these; also false if it does not say. The
 * question is a request to make a route with NLM_F_EXCL but without NLM_F_CREATE: the answer is ENOENT if there is none
 * and EEXIST if there is one (fib_table_insert), and nothing is changed or notified, except that a missing table is
 * created, empty (fib_new_table). This does not work for IPv6, which makes the route nevertheless (fib6_add_1).
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
 * Whether the kernel has each of these IPv4 routes, exactly as it is here; also false if it does not say. The question
 * is a request to make the route with neither NLM_F_CREATE nor NLM_F_REPLACE: the answer is EEXIST if there is the same
 * route, including its protocol and paths, and ENOENT if there is none or another one (fib_table_insert,
 * fib_find_info), and nothing is changed or notified. For a route by a nexthop object the answer does not include its
 * gateway.
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

/**
 * Type, gateway and device are no part of the key; an unreachable route has no gateway or device for which it could be
 * refused.
 */
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
