import type { Link, PackedSeen, Route } from '../../model/index.ts';
import { AF, type Connection, NetlinkError } from '../../netlink/index.ts';
import type { LinkIndex } from '../../resources/room.ts';
import type { RoutesSought } from '../../resources/route/near.ts';
import { observeOwnRoutes, observeRoutes } from '../../resources/route/observe.ts';
import { areFree, areThere } from '../../resources/route/probe.ts';
import { routes as routeRoom } from '../../resources/route/route.ts';
import { areAllThere, noteOthers, nothingSeen, seer } from '../../resources/route/see-packed.ts';
import type { Looking } from './looking.ts';

interface SeenRoutes {
  readonly routes: readonly Route[];
  readonly others: boolean;
  readonly packed?: PackedSeen;
  /** Whether IPv4 routes of others have been left out because there are very many. */
  readonly spared?: true;
}

/** Up to so many IPv4 routes are observed rather than left out: that takes no longer than to search them for ours. */
const FEW = 4096;

/** Observes routes. If all declared ones exist and are ours, the routes of others, which can be a million, are left out. */
export async function seeRoutes(
  connection: Connection,
  index: LinkIndex,
  looking: Looking,
  links: readonly Link[],
): Promise<SeenRoutes> {
  const { routes: sought, others, sparing } = looking;
  const nothing = (): PackedSeen | undefined =>
    looking.packed && nothingSeen(looking.packed.routes, looking.packed.linksOf(links));
  let ours: readonly Route[] | undefined;
  if (sought !== undefined && others !== true) {
    const packed = nothing();
    ours = await seeOwn(connection, index, looking, packed);
    const there = new Set(ours.map(routeRoom.key));
    const allThere = [...sought.keys].every((key) => there.has(key));
    if (allThere && packed === undefined) return { routes: ours, others: false };
    if (allThere && packed !== undefined && areAllThere(packed) && noteOthers(packed, ours))
      return { routes: ours, others: false, packed };
  }
  if (sparing === true) return seeSparingly(connection, index, looking, ours);
  const packed = nothing();
  const routes = await observeRoutes(connection, index, { sought, ...(packed && seer(packed, index)) });
  if (packed === undefined) return { routes, others: true };
  if (noteOthers(packed, routes)) return { routes, others: true, packed };
  return { routes: await observeRoutes(connection, index, { sought }), others: true };
}

/** All IPv6 routes, and all IPv4 routes if they are few, or else only ours. */
async function seeSparingly(
  connection: Connection,
  index: LinkIndex,
  looking: Looking,
  ours: readonly Route[] | undefined,
): Promise<SeenRoutes> {
  const { routes: sought } = looking;
  const few = await fewRoutes(connection, index, sought);
  if (few !== undefined) return { routes: few, others: true };
  const own =
    ours?.filter(({ family }) => family === 4) ??
    (await seeOwn(connection, index, looking, undefined, [AF.INET]));
  const ipv6 = await observeRoutes(connection, index, { sought, families: [AF.INET6] });
  return { routes: [...own, ...ipv6], others: true, spared: true };
}

/** Our routes. The known IPv4 ones are taken as they are if the kernel confirms each of them; otherwise a dump finds them. */
async function seeOwn(
  connection: Connection,
  index: LinkIndex,
  { own: known }: Looking,
  packed: PackedSeen | undefined,
  families: readonly number[] = [AF.INET, AF.INET6],
): Promise<readonly Route[]> {
  const isKnown =
    known !== undefined &&
    (await areThere(connection, known.there, index)) &&
    (await areFree(connection, known.gone));
  if (!isKnown) return observeOwnRoutes(connection, index, { families, ...(packed && seer(packed, index)) });
  const others = families.filter((family) => family !== AF.INET);
  return [...known.there, ...(await observeOwnRoutes(connection, index, { families: others }))];
}

/** The routes near those that matter; undefined if there are more than FEW IPv4 routes. */
async function fewRoutes(
  connection: Connection,
  index: LinkIndex,
  sought: RoutesSought | undefined,
): Promise<readonly Route[] | undefined> {
  try {
    return await observeRoutes(connection, index, { sought, most: FEW });
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ERR_NETLINK_DUMP_TOO_LONG') return undefined;
    throw error;
  }
}
