import { Block } from '../codec/wire.ts';
import { openListener } from '../connection/listener.ts';
import { NetlinkError } from '../connection/netlink-error.ts';
import type { Overrun } from '../connection/subscribe.ts';
import { type Datagram, Subscription } from '../connection/subscription.ts';
import { NETLINK } from '../constants/families.ts';
import type { NativeSocket } from '../native.ts';
import { type ConnectorMessage, readConnectorMessages, writeConnectorMessage } from './message.ts';

export interface ConnectorOptions {
  /** Whose messages to receive (CN_IDX). Joining needs CAP_NET_ADMIN. */
  readonly groups?: readonly number[];
  /** A network namespace, as for a connection. Only the initial one has a connector. */
  readonly netns?: string;
  readonly receiveBuffer?: number;
  /** A socket to use instead of a new one, for tests. */
  readonly native?: NativeSocket;
}

/** A message as it arrives. */
export interface ConnectorNotification extends ConnectorMessage {
  readonly overrun?: undefined;
}

/** A socket of NETLINK_CONNECTOR: messages of drivers and other parts of the kernel, as an async iterator. */
export class ConnectorSocket extends Subscription<ConnectorNotification | Overrun> {
  readonly #socket: NativeSocket;

  constructor(socket: NativeSocket, portId: number) {
    super(socket, portId, { read: readKernels, lost: () => ({ overrun: true }) });
    this.#socket = socket;
  }

  /** Sends a message to the kernel. @throws NetlinkError ECONNREFUSED where there is no connector */
  send(message: ConnectorMessage): void {
    sendConnectorMessage(this.#socket, message);
  }
}

export function sendConnectorMessage(socket: NativeSocket, message: ConnectorMessage): void {
  const bytes = writeConnectorMessage(message);
  const sent = socket.send(bytes, 0, bytes.length, 0, 0);
  if (sent < 0) throw new NetlinkError({ errno: -sent, syscall: 'sendmsg' });
}

/** The messages of a datagram of the kernel's; nobody else's. */
export const readKernels = ({ bytes, length, port }: Datagram): ConnectorMessage[] =>
  port === 0 ? readConnectorMessages(new Block(bytes), length) : [];

/** Opens a socket of NETLINK_CONNECTOR. @throws NetlinkError EPERM */
export function openConnector({ groups = [], ...options }: ConnectorOptions = {}): ConnectorSocket {
  const { socket, portId } = openListener({ ...options, groups, family: NETLINK.CONNECTOR });
  return new ConnectorSocket(socket, portId);
}
