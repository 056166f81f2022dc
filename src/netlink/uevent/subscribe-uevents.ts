import { openListener } from '../connection/listener.ts';
import type { Overrun } from '../connection/subscribe.ts';
import { type Datagram, Subscription } from '../connection/subscription.ts';
import { NETLINK } from '../constants/families.ts';
import type { NativeSocket } from '../native.ts';
import { parseUevent, type Uevent } from './uevent.ts';

/** Multicast groups of NETLINK_KOBJECT_UEVENT: who sends to them. */
export const UEVENT_GROUP = { KERNEL: 1, UDEV: 2 } as const;

export interface UeventOptions {
  /** `kernel`: as soon as something happens. `udev`: when udev's rules have run, with its properties. */
  readonly from?: 'kernel' | 'udev';
  /** A network namespace, as for a connection. */
  readonly netns?: string;
  readonly receiveBuffer?: number;
  /** A socket to use instead of a new one, for tests. */
  readonly native?: NativeSocket;
}

/** A uevent as it arrives. */
export interface UeventNotification extends Uevent {
  readonly overrun?: undefined;
}

const GROUPS = { kernel: UEVENT_GROUP.KERNEL, udev: UEVENT_GROUP.UDEV } as const;

/**
 * Subscribes to what happens to devices. Events of links arrive in the network namespace that the link is in, those of other
 * devices in all that belong to the initial user namespace. No privileges are needed.
 * @throws NetlinkError
 */
export function subscribeUevents({
  from = 'kernel',
  ...options
}: UeventOptions = {}): Subscription<UeventNotification | Overrun> {
  const group = GROUPS[from];
  const { socket, portId } = openListener({ ...options, family: NETLINK.KOBJECT_UEVENT, groups: [group] });
  return new Subscription<UeventNotification | Overrun>(socket, portId, {
    read: (datagram) => readUevents(datagram, group),
    lost: () => ({ overrun: true }),
  });
}

/**
 * Only the kernel has port id 0. Sending to group 2 takes CAP_NET_ADMIN in the network namespace (netlink_sendmsg), and so
 * does sending to this socket alone, which is of no group and left out.
 */
function readUevents({ bytes, length, port, group }: Datagram, wanted: number): Uevent[] {
  const fromKernel = port === 0;
  if (group !== wanted || fromKernel !== (wanted === UEVENT_GROUP.KERNEL)) return [];
  const event = parseUevent(bytes.subarray(0, length));
  return event === undefined ? [] : [event];
}
