import { setTimeout as sleep } from 'node:timers/promises';
import { NetlinkError } from '../connection/netlink-error.ts';
import { openSocket, trySetOption } from '../connection/socket.ts';
import { type Datagram, Subscription } from '../connection/subscription.ts';
import { ERRNO } from '../constants/errno.ts';
import { NETLINK } from '../constants/families.ts';
import { NETLINK_OPTION, SOL } from '../constants/flags.ts';
import type { NativeSocket } from '../native.ts';

export interface UserSocketOptions {
  /** The port id of this socket, to which others send. By default the kernel chooses one. */
  readonly portId?: number;
  /** Groups to listen to, 1 to 32. Joining needs CAP_NET_ADMIN. */
  readonly groups?: readonly number[];
  readonly netns?: string;
  readonly receiveBuffer?: number;
  readonly native?: NativeSocket;
}

/** A payload from another process. The sender is not authenticated: do not trust it. */
export interface UserMessage {
  readonly data: Uint8Array;
  /** The sender's port id. */
  readonly port: number;
  /** The group it was sent to, 0 if to this socket alone. */
  readonly group: number;
  readonly overrun?: undefined;
}

/** Messages were lost, because they came faster than they were read. */
export interface UserOverrun {
  readonly overrun: true;
  readonly data?: undefined;
  readonly port?: undefined;
  readonly group?: undefined;
}

export type Destination = { readonly port: number } | { readonly group: number };

/** How long to try again while a receiver's queue is full, in milliseconds. */
const PATIENCE = 5000;

/** A socket of NETLINK_USERSOCK: plain payloads between processes of one network namespace. */
export class UserSocket extends Subscription<UserMessage | UserOverrun> {
  readonly #socket: NativeSocket;

  constructor(socket: NativeSocket, portId: number) {
    super(socket, portId, { read: (datagram) => [readMessage(datagram)], lost: () => ({ overrun: true }) });
    this.#socket = socket;
  }

  /**
   * Sends a payload to a socket or to all members of a group (1 to 32).
   * @throws NetlinkError ECONNREFUSED if nobody has this port id, EAGAIN if the queue stayed full, EPERM, EMSGSIZE
   */
  async send(data: Uint8Array, to: Destination): Promise<void> {
    const port = 'port' in to ? to.port : 0;
    const groups = 'group' in to ? groupMask(to.group) : 0;
    const end = performance.now() + PATIENCE;
    for (let pause = 1; ; pause *= 2) {
      const errno = -this.#socket.send(data, 0, data.length, port, groups);
      if (errno <= 0) return;
      // netlink_sendmsg broadcasts first, then sends to port 0 as well, where no kernel listens.
      if (groups !== 0 && errno === ERRNO['ECONNREFUSED']) return;
      if (errno !== ERRNO['EAGAIN'] || performance.now() > end)
        throw new NetlinkError({ errno, syscall: 'sendmsg' });
      await sleep(pause);
    }
  }
}

function groupMask(group: number): number {
  if (!(group >= 1 && group <= 32)) throw new RangeError(`groups to send to are 1…32, not ${group}`);
  return (1 << (group - 1)) >>> 0;
}

const readMessage = ({ bytes, length, port, group }: Datagram): UserMessage => ({
  data: bytes.slice(0, length),
  port,
  group,
});

/**
 * Opens a socket of NETLINK_USERSOCK.
 * @throws NetlinkError EADDRINUSE if the port id is in use
 */
export function openUserSocket(options: UserSocketOptions = {}): UserSocket {
  const { socket, portId } = openSocket({ ...options, family: NETLINK.USERSOCK });
  trySetOption(socket, SOL.NETLINK, NETLINK_OPTION.PKTINFO, 1);
  const user = new UserSocket(socket, portId);
  try {
    for (const group of options.groups ?? []) user.join(group);
  } catch (error) {
    user.close();
    throw error;
  }
  return user;
}
