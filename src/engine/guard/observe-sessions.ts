import type { Snapshot } from '../../model/index.ts';
import { parseIp } from '../../model/ip.ts';
import {
  AF,
  type Connection,
  describeRequest,
  formatAddress,
  type InetSocket,
  IPPROTO,
  listInetSockets,
  NetlinkError,
  openSockDiag,
  RTM,
  RTM_F,
  route as routeMessage,
} from '../../netlink/index.ts';
import type { Session, Way } from '../fib/session.ts';
import type { OpenKernel } from '../look/kernel.ts';

/**
 * The established TCP sessions of the namespace with other machines, each with the path that the kernel uses for it now.
 * @throws NetlinkError if the kernel cannot list sockets (ENOENT), or does not permit it (EPERM)
 */
export async function observeSessions(kernel: OpenKernel, snapshot: Snapshot): Promise<Session[]> {
  const names = new Map(snapshot.links.map(({ index, name }) => [index, name]));
  const own = new Set(snapshot.addresses.map(({ address }) => address));
  const sessions: Session[] = [];
  for (const socket of await socketsOf(kernel)) {
    const session = sessionOf(socket, names);
    if (isOwn(session.remote.address, own)) continue;
    const path = await pathOf(kernel.route, socket, names);
    sessions.push(path === undefined ? session : { ...session, path });
  }
  return sessions;
}

async function socketsOf({ netns, trace }: OpenKernel): Promise<InetSocket[]> {
  const connection = openSockDiag({
    ...(netns !== undefined && { netns }),
    ...(trace !== undefined && {
      trace: (event) => {
        if (event.direction === 'sent') trace(describeRequest(event.request));
      },
    }),
  });
  try {
    return await listInetSockets(connection);
  } finally {
    connection.close();
  }
}

type Names = ReadonlyMap<number | undefined, string>;

function sessionOf({ local, remote, ifindex, mark = 0 }: InetSocket, names: Names): Session {
  const boundTo = names.get(ifindex);
  return {
    family: typeof remote.address === 'number' ? 4 : 6,
    local: { address: formatAddress(local.address), port: local.port },
    remote: { address: formatAddress(remote.address), port: remote.port },
    mark,
    ...(boundTo !== undefined && { boundTo }),
  };
}

function isOwn(address: string, own: ReadonlySet<string>): boolean {
  const ip = parseIp(address);
  return own.has(address) || (ip?.family === 4 ? ip.parts[0] === 127 : ip?.text === '::1');
}

/** The path of a socket's packets according to the kernel; undefined if it has none. */
async function pathOf(connection: Connection, socket: InetSocket, names: Names): Promise<Way | undefined> {
  const v4 = typeof socket.remote.address === 'number';
  const length = v4 ? 32 : 128;
  const value = {
    // IPv4 only reports the table if asked to; IPv6 always does, and rejects the flag (inet6_rtm_valid_getroute_req).
    ...(v4 && { flags: RTM_F.LOOKUP_TABLE }),
    family: v4 ? AF.INET : AF.INET6,
    dst: socket.remote.address,
    dstLen: length,
    src: socket.local.address,
    srcLen: length,
    ...(socket.ifindex !== 0 && { oif: socket.ifindex }),
    ...(socket.mark !== undefined && socket.mark !== 0 && { mark: socket.mark }),
    // Rules may match these, too.
    uid: socket.uid,
    ipProto: IPPROTO.TCP,
    sport: socket.local.port,
    dport: socket.remote.port,
  };
  try {
    const {
      oif,
      gateway,
      via,
      table = 0,
    } = await connection.get({ message: routeMessage, type: RTM.GETROUTE, value });
    const link = names.get(oif ?? 0);
    const hop = gateway ?? via?.address;
    return link === undefined
      ? undefined
      : { link, via: hop === undefined ? null : formatAddress(hop), table };
  } catch (error) {
    if (error instanceof NetlinkError) return undefined; // there is no way even now
    throw error;
  }
}
