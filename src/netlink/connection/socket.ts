import { loadAddon } from '../addon.ts';
import { NETLINK } from '../constants/families.ts';
import { NETLINK_OPTION, SO, SOL } from '../constants/flags.ts';
import type { NativeSocket } from '../native.ts';
import { netnsPath } from './namespace-path.ts';
import { fromSystemError } from './netlink-error.ts';

const SOCK_RAW = 3;

export interface SocketOptions {
  readonly family?: number;
  readonly type?: number;
  readonly netns?: string;
  readonly portId?: number;
  readonly receiveBuffer?: number;
  readonly native?: NativeSocket;
}

/** A bound socket with extended ACKs. @throws NetlinkError if the kernel refuses it */
export function openSocket(options: SocketOptions): { socket: NativeSocket; portId: number } {
  const { family = NETLINK.ROUTE, type = SOCK_RAW, netns, portId = 0, receiveBuffer } = options;
  try {
    const path = netns === undefined ? null : netnsPath(netns);
    const socket = options.native ?? new (loadAddon().Socket)(family, type, path);
    try {
      trySetOption(socket, SOL.NETLINK, NETLINK_OPTION.CAP_ACK, 1);
      trySetOption(socket, SOL.NETLINK, NETLINK_OPTION.EXT_ACK, 1);
      if (receiveBuffer !== undefined) setReceiveBuffer(socket, receiveBuffer);
      return { socket, portId: socket.bind(portId, 0) >>> 0 };
    } catch (error) {
      socket.close();
      throw error;
    }
  } catch (error) {
    throw fromSystemError(error, `cannot open a netlink socket${netns === undefined ? '' : ` in ${netns}`}`);
  }
}

/** Sets an option that older kernels lack. Tells whether it is set. */
export function trySetOption(socket: NativeSocket, level: number, option: number, value: number): boolean {
  try {
    socket.setOption(level, option, value);
    return true;
  } catch {
    return false;
  }
}

/** SO_RCVBUFFORCE needs CAP_NET_ADMIN in the initial user namespace; without it net.core.rmem_max is the limit. */
function setReceiveBuffer(socket: NativeSocket, size: number): void {
  if (!trySetOption(socket, SOL.SOCKET, SO.RCVBUFFORCE, size)) socket.setOption(SOL.SOCKET, SO.RCVBUF, size);
}

/** Room for one send of `size` bytes: the kernel refuses what exceeds the send buffer less 32 (EMSGSIZE). */
export function growSendBuffer(socket: NativeSocket, size: number): boolean {
  return (
    trySetOption(socket, SOL.SOCKET, SO.SNDBUFFORCE, size) ||
    trySetOption(socket, SOL.SOCKET, SO.SNDBUF, size)
  );
}

/** Joins or leaves a multicast group by number, which reaches beyond the 32 that bind takes. @throws NetlinkError */
export function setMembership(socket: NativeSocket, group: number, member: boolean): void {
  const option = member ? NETLINK_OPTION.ADD_MEMBERSHIP : NETLINK_OPTION.DROP_MEMBERSHIP;
  try {
    socket.setOption(SOL.NETLINK, option, group);
  } catch (error) {
    throw fromSystemError(error, `cannot ${member ? 'join' : 'leave'} group ${group}`);
  }
}
