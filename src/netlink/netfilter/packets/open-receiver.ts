import { openSocket } from '../../connection/socket.ts';
import { NETLINK } from '../../constants/families.ts';
import type { NativeSocket } from '../../native.ts';

/** Where packets are received. */
export interface ReceiverOptions {
  /** A network namespace, as for a connection. */
  readonly netns?: string;
  readonly receiveBuffer?: number;
  /** A socket to use instead of a new one, for tests. */
  readonly native?: NativeSocket;
}

/** Opens a socket for packets, and closes it again if it cannot be set up. @throws what `setUp` throws */
export function openReceiver<T extends { close(): void }>(
  { netns, receiveBuffer, native }: ReceiverOptions,
  make: (socket: NativeSocket, portId: number) => T,
  setUp: (opened: T) => void,
): T {
  const { socket, portId } = openSocket({
    family: NETLINK.NETFILTER,
    ...(netns !== undefined && { netns }),
    ...(receiveBuffer !== undefined && { receiveBuffer }),
    ...(native !== undefined && { native }),
  });
  const opened = make(socket, portId);
  try {
    setUp(opened);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}
