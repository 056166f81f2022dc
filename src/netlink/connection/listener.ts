import { NETLINK_OPTION, SOL } from '../constants/flags.ts';
import type { NativeSocket } from '../native.ts';
import { fromSystemError } from './netlink-error.ts';
import { openSocket, type SocketOptions, setMembership, trySetOption } from './socket.ts';

export interface ListenerOptions extends SocketOptions {
  readonly groups: readonly number[];
  readonly allNamespaces?: boolean;
}

/** A socket that is a member of multicast groups and tells the group of what it receives. @throws NetlinkError */
export function openListener(options: ListenerOptions): { socket: NativeSocket; portId: number } {
  const opened = openSocket(options);
  const { socket } = opened;
  try {
    trySetOption(socket, SOL.NETLINK, NETLINK_OPTION.PKTINFO, 1);
    if (options.allNamespaces) socket.setOption(SOL.NETLINK, NETLINK_OPTION.LISTEN_ALL_NSID, 1);
    for (const group of options.groups) setMembership(socket, group, true);
  } catch (error) {
    socket.close();
    throw fromSystemError(error);
  }
  return opened;
}
