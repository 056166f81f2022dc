import { NetlinkDecodeError } from '../codec/decode-error.ts';
import type { AnyMessage, Value } from '../codec/message.ts';
import { align, Block, host, MESSAGE_HEADER } from '../codec/wire.ts';
import type { NativeSocket } from '../native.ts';
import { openListener } from './listener.ts';
import { type Datagram, Subscription } from './subscription.ts';

/** The tables of the messages to receive, by message type. */
export type Tables = Readonly<Record<number, AnyMessage>>;

/** A notification. `group` is the multicast group it was sent to. */
export interface Notification<T extends number, M extends AnyMessage> {
  readonly type: T;
  readonly flags: number;
  readonly value: Value<M>;
  readonly group: number;
  /** With `allNamespaces`, the network namespace that it comes from, if it is another one than that of the socket. */
  readonly nsid?: number;
  readonly overrun?: undefined;
}

/** Events were lost, because they came faster than they were read. Known state may be out of date: dump again. */
export interface Overrun {
  readonly overrun: true;
  readonly type?: undefined;
  readonly value?: undefined;
}

export type Event<T extends Tables> =
  | { [K in keyof T & number]: Notification<K, T[K]> }[keyof T & number]
  | Overrun;

export interface SubscribeOptions<T extends Tables> {
  /** A netlink protocol, NETLINK.ROUTE by default. */
  readonly family?: number;
  /** A network namespace, as for a connection. */
  readonly netns?: string;
  /** Groups by number (RTNLGRP.LINK …); more can be joined later. */
  readonly groups: readonly number[];
  /** Messages of other types are left out. */
  readonly messages: T;
  /** Size of the receive queue in bytes. What does not fit is lost, and an event reports the loss. */
  readonly receiveBuffer?: number;
  /**
   * Receive notifications of all network namespaces that have an nsid in this one (NETLINK_LISTEN_ALL_NSID). Needs
   * CAP_NET_BROADCAST.
   */
  readonly allNamespaces?: boolean;
  /** A socket to use instead of a new one, for tests. */
  readonly native?: NativeSocket;
}

/**
 * Subscribes to notifications of the kernel, on a socket of its own. To get a consistent state, subscribe first, then
 * dump, then apply the events that have arrived meanwhile: they wait in the queue.
 * @throws NetlinkError EINVAL for a group that this kernel lacks, EPERM for one that needs privileges
 */
export function subscribe<const T extends Tables>(options: SubscribeOptions<T>): Subscription<Event<T>> {
  const { socket, portId } = openListener(options);
  const reader = {
    read: (datagram: Datagram) => readEvents(datagram, options.messages),
    lost: (): Overrun => ({ overrun: true }),
  };
  return new Subscription<Event<T>>(socket, portId, reader);
}

/** The messages of a datagram that have a table. What does not come from the kernel is nobody's business here. */
function readEvents<T extends Tables>({ bytes, length, port, group, nsid }: Datagram, tables: T): Event<T>[] {
  if (port !== 0) return [];
  const block = new Block(bytes);
  const events: Event<T>[] = [];
  for (let at = 0; at < length; ) {
    const size = length - at < MESSAGE_HEADER ? 0 : block.data.getUint32(at, host);
    if (size < MESSAGE_HEADER || at + size > length)
      throw new NetlinkDecodeError('a notification runs past its end');
    const type = block.data.getUint16(at + 4, host);
    const table = tables[type];
    if (table !== undefined) {
      const value = table.get(block, at + MESSAGE_HEADER, at + size);
      const flags = block.data.getUint16(at + 6, host);
      const event = { type, flags, value, group, ...(nsid !== undefined && { nsid }) };
      events.push(event as Event<T>); // the table of this type has read the value
    }
    at += align(size);
  }
  return events;
}
