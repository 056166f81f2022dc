import type { Endpoint } from '../codec/endpoint.ts';
import { type Connection, openConnection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { AF, NETLINK } from '../constants/families.ts';
import { IPPROTO, SOCK_DIAG, TCP_STATE } from '../constants/sockets.ts';
import type { Address } from '../ip.ts';
import { type InetDiag, inetDiag, inetDiagRequest } from './inet.ts';

/** Which sockets to list. What is left out matches any. */
export interface InetSocketFilter {
  /** AF.INET or AF.INET6; both if left out. A socket of AF.INET6 may carry IPv4, see `InetSocket`. */
  readonly family?: number;
  /** IPPROTO; TCP if left out. */
  readonly protocol?: number;
  /** TCP_STATE; `ESTABLISHED` if left out. */
  readonly states?: readonly number[];
  /** What else to ask for (INET_DIAG), which is under `details` then. */
  readonly extensions?: readonly number[];
}

/** Extensions of a request (INET_DIAG_*): attributes of `inetDiag`. */
export const INET_DIAG = {
  MEMINFO: 1,
  INFO: 2,
  VEGASINFO: 3,
  CONG: 4,
  TOS: 5,
  TCLASS: 6,
  SKMEMINFO: 7,
  SHUTDOWN: 8,
} as const;

/** A socket of this network namespace, open or half closed. */
export interface InetSocket {
  /** Address family of the socket. If a socket of AF.INET6 carries IPv4, its addresses are IPv4 addresses. */
  readonly family: number;
  readonly protocol: number;
  /** TCP_STATE. */
  readonly state: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** The link that the socket is bound to, 0 if none. */
  readonly ifindex: number;
  /** Its owner. */
  readonly uid: number;
  /** Inode number, as in the links of `/proc/PID/fd`: `socket:[inode]`. */
  readonly inode: number;
  /** SO_MARK; undefined without CAP_NET_ADMIN. */
  readonly mark: number | undefined;
  /** Tells it from a later socket with the same addresses. */
  readonly cookie: Uint8Array;
  /** All that the kernel reports, if extensions were asked for. */
  readonly details?: InetDiag;
}

/** Opens a connection to NETLINK_SOCK_DIAG, which lists the sockets of the network namespace. */
export function openSockDiag(options: Omit<ConnectionOptions, 'family'> = {}): Connection {
  return openConnection({ ...options, family: NETLINK.SOCK_DIAG });
}

/**
 * The sockets of the Internet protocols.
 * @throws NetlinkError ENOENT if this kernel has no inet_diag, or none for the protocol
 */
export async function listInetSockets(
  connection: Connection,
  {
    family,
    protocol = IPPROTO.TCP,
    states = [TCP_STATE.ESTABLISHED],
    extensions = [],
  }: InetSocketFilter = {},
): Promise<InetSocket[]> {
  const mask = states.reduce((bits, state) => bits | (1 << state), 0);
  const wanted = extensions.reduce((bits, id) => bits | (1 << (id - 1)), 0);
  const sockets: InetSocket[][] = [];
  for (const one of family === undefined ? [AF.INET, AF.INET6] : [family]) {
    const value = { family: one, ...protocolOf(protocol), states: mask, extensions: wanted };
    const request = { message: inetDiagRequest, type: SOCK_DIAG.SOCK_DIAG_BY_FAMILY, value };
    sockets.push(
      await connection.dump(request, (view) => socketOf(inetDiag.read(view), protocol, wanted !== 0), {
        answer: inetDiag,
      }),
    );
  }
  return sockets.flat();
}

/**
 * Closes a socket as if its peer had reset it (ECONNABORTED), if it still is the same one. Needs CAP_NET_ADMIN.
 * @throws NetlinkError ENOENT if it is gone or another one, EOPNOTSUPP if this kernel cannot (CONFIG_INET_DIAG_DESTROY)
 */
export function destroyInetSocket(
  connection: Connection,
  { family, protocol, local, remote, ifindex, cookie }: InetSocket,
): Promise<void> {
  const [src, dst] = [bytesOf(family, local.address), bytesOf(family, remote.address)];
  const id = { sport: local.port, dport: remote.port, src, dst, ifindex, cookie };
  const value = { family, ...protocolOf(protocol), id };
  return connection.request({ message: inetDiagRequest, type: SOCK_DIAG.SOCK_DESTROY, value });
}

/** inet_diag_get_protocol: one beyond eight bits (multipath TCP) has an attribute of its own. */
const protocolOf = (protocol: number): { protocol: number; longProtocol?: number } =>
  protocol > 0xff ? { protocol: IPPROTO.RAW, longProtocol: protocol } : { protocol };

function socketOf(diag: InetDiag, protocol: number, detailed: boolean): InetSocket {
  const { family = 0, state = 0, id, uid = 0, inode = 0, mark } = diag;
  return {
    family,
    protocol,
    state,
    local: { address: addressOf(family, id?.src), port: id?.sport ?? 0 },
    remote: { address: addressOf(family, id?.dst), port: id?.dport ?? 0 },
    ifindex: id?.ifindex ?? 0,
    uid,
    inode,
    mark,
    cookie: id?.cookie ?? new Uint8Array(8),
    ...(detailed && { details: diag }),
  };
}

/** ::ffff:0:0/96, the IPv4 addresses among those of IPv6. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function addressOf(family: number, bytes: Uint8Array = new Uint8Array(16)): Address {
  const at = (n: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(n);
  if (family === AF.INET) return at(0);
  if (MAPPED.every((byte, i) => bytes[i] === byte)) return at(12);
  return String.fromCharCode(...bytes);
}

/** The sixteen bytes of an address, as a socket of this family has it. */
function bytesOf(family: number, address: Address): Uint8Array {
  if (typeof address === 'string') return Uint8Array.from(address, (char) => char.charCodeAt(0));
  const [bytes, at] =
    family === AF.INET ? [new Uint8Array(16), 0] : [Uint8Array.of(...MAPPED, 0, 0, 0, 0), 12];
  new DataView(bytes.buffer).setUint32(at, address);
  return bytes;
}
