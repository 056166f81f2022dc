import { enumerated, ipv4, Message, s32, u8, u32 } from '../codec/index.ts';
import { Connection } from '../connection/connection.ts';
import { NetlinkError } from '../connection/netlink-error.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { NETLINK } from '../constants/families.ts';
import { RT_SCOPE, RTN } from '../constants/route.ts';

/** Any type will do for nl_fib_input; what is below this one means something to every family. */
const TYPE = 16;

/** Request and answer in one: struct fib_result_nl. `error` is a negative error number. */
export const fibResult = new Message(
  'fibResult',
  {
    address: ipv4,
    mark: u32,
    tos: u8,
    lookupScope: enumerated(u8, RT_SCOPE),
    tableIn: u8,
    table: u8,
    prefixlen: u8,
    nhSel: u8,
    type: enumerated(u8, RTN),
    scope: enumerated(u8, RT_SCOPE),
    error: s32,
  },
  {},
);

export interface FibLookup {
  /** An IPv4 address. */
  readonly address: number;
  readonly mark?: number;
  readonly tos?: number;
  readonly scope?: number;
  /** The table to look in, 1 to 255; main if it is left out. The rules are not looked at (nl_fib_lookup). */
  readonly table?: number;
}

/** The route that an address was found by. */
export interface FibFound {
  readonly table: number;
  readonly prefixlen: number;
  /** Which of several paths. */
  readonly nhSel: number;
  /** RTN */
  readonly type: number;
  readonly scope: number;
}

/** Opens a connection to NETLINK_FIB_LOOKUP. */
export function openFibLookup(options: Omit<ConnectionOptions, 'family'> = {}): Connection {
  return new Connection({ ...options, family: NETLINK.FIB_LOOKUP });
}

/**
 * Looks an IPv4 address up in a routing table. RTM_GETROUTE (`routes.get`) goes by the rules and tells more.
 * @throws NetlinkError EAGAIN if the table has no route, ENOENT if there is no table; EINVAL, EHOSTUNREACH or EACCES where
 * the route is one that refuses
 */
export async function lookUpFib(
  connection: Connection,
  { address, mark = 0, tos = 0, scope = 0, table = 0 }: FibLookup,
): Promise<FibFound> {
  const value = { address, mark, tos, lookupScope: scope, tableIn: table };
  const answer = await connection.get({ message: fibResult, type: TYPE, value }, { unacknowledged: true });
  const { error = 0, table: found = 0, prefixlen = 0, nhSel = 0, type = 0, scope: reach = 0 } = answer;
  if (error !== 0) throw new NetlinkError({ errno: -error, reason: 'no route' });
  return { table: found, prefixlen, nhSel, type, scope: reach };
}
