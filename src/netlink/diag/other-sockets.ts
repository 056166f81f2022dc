import type { AnyMessage, Value } from '../codec/message.ts';
import { string } from '../codec/text.ts';
import { Block } from '../codec/wire.ts';
import type { Connection } from '../connection/connection.ts';
import { AF } from '../constants/families.ts';
import { SOCK_DIAG } from '../constants/sockets.ts';
import { NDIAG_PROTO_ALL, NDIAG_SHOW, netlinkDiag, netlinkDiagRequest } from './netlink.ts';
import { PACKET_SHOW, packetDiag, packetDiagRequest } from './packet.ts';
import { UDIAG_SHOW, unixDiag, unixDiagRequest } from './unix.ts';
import { vsockDiag, vsockDiagRequest } from './vsock.ts';
import { XDP_SHOW, xdpDiag, xdpDiagRequest } from './xdp.ts';

const ALL = 0xffff_ffff;
const { MEMINFO, GROUPS, FLAGS } = NDIAG_SHOW;
const everything = (show: Readonly<Record<string, number>>): number =>
  Object.values(show).reduce((mask, bit) => mask | bit, 0);

/** A socket of AF_UNIX, with all that the kernel tells of it. */
export type UnixSocket = Omit<Value<typeof unixDiag>, 'name'> & {
  /** Its path. An abstract name begins with a NUL, as in Node's `net`, and is without those at its end. Undefined if it has none. */
  readonly name?: string;
};
export type NetlinkSocket = Omit<Value<typeof netlinkDiag>, 'groups'> & {
  /** The groups it is a member of, by number. */
  readonly groups: readonly number[];
};
export type PacketSocket = Value<typeof packetDiag>;
export type VsockSocket = Value<typeof vsockDiag>;
export type XdpSocket = Value<typeof xdpDiag>;

/**
 * The sockets of AF_UNIX, in the given states (TCP_STATE).
 * @throws NetlinkError ENOENT if this kernel has no unix_diag; so all of these
 */
export async function listUnixSockets(
  connection: Connection,
  { states }: { readonly states?: readonly number[] } = {},
): Promise<UnixSocket[]> {
  const value = { family: AF.UNIX, states: maskOf(states), show: everything(UDIAG_SHOW) };
  const sockets = await list(connection, unixDiagRequest, value, unixDiag);
  return sockets.map(({ name, ...rest }) => (name === undefined ? rest : { ...rest, name: textOf(name) }));
}

/** The netlink sockets of one protocol (NETLINK), or of all. Those of the kernel have port id 0. */
export async function listNetlinkSockets(
  connection: Connection,
  { protocol = NDIAG_PROTO_ALL }: { readonly protocol?: number } = {},
): Promise<NetlinkSocket[]> {
  // The kernel reports no rings since Linux 4.6.
  const value = { family: AF.NETLINK, protocol, show: MEMINFO | GROUPS | FLAGS };
  const sockets = await list(connection, netlinkDiagRequest, value, netlinkDiag);
  return sockets.map(({ groups = [], ...rest }) => ({ ...rest, groups: numbersOf(groups) }));
}

/** The packet sockets: of packet sniffers, DHCP clients and the like. */
export function listPacketSockets(connection: Connection): Promise<PacketSocket[]> {
  const value = { family: AF.PACKET, show: everything(PACKET_SHOW) };
  return list(connection, packetDiagRequest, value, packetDiag);
}

/** The sockets between virtual machines and their host, in the given states (TCP_STATE). */
export function listVsockSockets(
  connection: Connection,
  { states }: { readonly states?: readonly number[] } = {},
): Promise<VsockSocket[]> {
  return list(connection, vsockDiagRequest, { family: AF.VSOCK, states: maskOf(states) }, vsockDiag);
}

/** The sockets of AF_XDP. */
export function listXdpSockets(connection: Connection): Promise<XdpSocket[]> {
  return list(connection, xdpDiagRequest, { family: AF.XDP, show: everything(XDP_SHOW) }, xdpDiag);
}

function list<R extends AnyMessage, A extends AnyMessage>(
  connection: Connection,
  message: R,
  value: Value<R>,
  answer: A,
): Promise<Value<A>[]> {
  return connection.dump({ message, type: SOCK_DIAG.SOCK_DIAG_BY_FAMILY, value }, undefined, { answer });
}

const maskOf = (states?: readonly number[]): number =>
  states === undefined ? ALL : states.reduce((mask, state) => mask | (1 << state), 0) >>> 0;

/** A path ends with a NUL. In an abstract name one may stand anywhere, and some programs fill it up with them. */
function textOf(bytes: Uint8Array): string {
  const block = new Block(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const nul = bytes.indexOf(0, at);
    const end = nul < 0 ? bytes.length : nul;
    text += `${string.get(block, at, end)}\0`;
    at = end + 1;
  }
  return text.replace(/(?<=.)\0+$/s, '');
}

/** The numbers of the bits set, the first of which is 1. */
const numbersOf = (words: readonly number[]): number[] =>
  words.flatMap((word, i) =>
    Array.from({ length: 32 }, (_, bit) => ((word >>> bit) & 1 ? 32 * i + bit + 1 : 0)).filter((n) => n > 0),
  );
