import type { Neighbor } from '../../model/index.ts';
import {
  AF,
  type Connection,
  formatAddress,
  neighbour as message,
  NTF,
  NUD,
  RTM,
  type Value,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';

/**
 * The permanent neighbours, and the proxy entries, which have a table and a dump of their own. Left out are entries
 * that the kernel learns, its NOARP entries for multicast, which come and go by themselves, and those of a routing
 * daemon (EXT_LEARNED).
 */
export async function observeNeighbors(connection: Connection, links: LinkIndex): Promise<Neighbor[]> {
  const dump = (flags: number) =>
    connection.dump({ message, type: RTM.GETNEIGH, value: { family: AF.UNSPEC, flags } }, (view) =>
      read(view, links),
    );
  return [...(await dump(0)), ...(await dump(NTF.PROXY))];
}

function read(live: Readonly<Value<typeof message>>, links: LinkIndex): Neighbor | undefined {
  const flags = live.flags ?? 0;
  const proxy = (flags & NTF.PROXY) !== 0;
  if (!proxy && ((live.state ?? 0) & NUD.PERMANENT) === 0) return undefined;
  const { family, dst } = live;
  const link = links.nameOf(live.index ?? 0);
  // A proxy entry for all links has none; another link may have gone in the meantime.
  if (link === undefined || dst === undefined || (flags & NTF.EXT_LEARNED) !== 0) return undefined;
  if (family !== AF.INET && family !== AF.INET6) return undefined;
  return {
    type: 'neighbor',
    link,
    family: family === AF.INET ? 4 : 6,
    to: formatAddress(dst),
    // For a device without link-layer addresses (tun) the kernel reports an empty one.
    macaddress: proxy || live.lladdr === '' ? null : (live.lladdr ?? null),
    proxy,
    router: (flags & NTF.ROUTER) !== 0,
    protocol: live.protocol ?? 0,
  };
}
