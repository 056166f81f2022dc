import { loadAddon } from './addon.ts';
import { netnsPath } from './connection/namespace-path.ts';
import { fromSystemError } from './connection/netlink-error.ts';

/** Flags of TUNSETIFF (IFF_*, linux/if_tun.h). */
const FLAG = {
  TUN: 0x1,
  TAP: 0x2,
  MULTI_QUEUE: 0x100,
  NO_PI: 0x1000,
  VNET_HDR: 0x4000,
  EXCL: 0x8000,
} as const;
/** The number that is no user's and no group's: it leaves them as they are. */
const NOBODY = 0xffff_ffff;

export interface TunName {
  /** `%d` in it stands for the first free number. */
  readonly name: string;
  /** IP packets or Ethernet frames. Fixed at creation. */
  readonly mode: 'tun' | 'tap';
  /** The device can be open several times at once, each time with a queue of its own. Fixed at creation. */
  readonly multiQueue?: boolean;
  /** A network namespace: a name below /run/netns or the path of its file. Default: that of the process. */
  readonly netns?: string;
}

export interface TunOptions extends TunName {
  /** The interface index of a new device. By default the kernel chooses one. */
  readonly index?: number;
  /** The user and the group that may open it without CAP_NET_ADMIN, by number. */
  readonly owner?: number;
  readonly group?: number;
  /** Each frame has a struct virtio_net_hdr before it: for virtual machines. */
  readonly vnetHdr?: boolean;
  /** Each packet has a struct tun_pi before it. */
  readonly pi?: boolean;
  /** Whether the device stays when no process has it open. Default: true. */
  readonly persistent?: boolean;
}

/**
 * Creates a persistent tun or tap device. rtnetlink reports such devices (kind `tun`) and deletes them, but cannot
 * create them.
 * @returns its name
 * @throws NetlinkError EBUSY if there is a link of this name or index, ENOENT or ENODEV without /dev/net/tun
 */
export function createTun(options: TunOptions): string {
  return set('create', options, FLAG.EXCL);
}

/**
 * Changes the owner, group, vnetHdr or pi of a tun or tap device, and creates the device if it does not exist. An owner
 * or a group that is left out stays as it was, because the ioctl cannot remove one.
 * @throws NetlinkError EBUSY while a process has it open (without multiQueue), EINVAL if its mode, its multiQueue or
 * the link's kind is another
 */
export function setTun(options: TunOptions): string {
  return set('change', options, 0);
}

/** Deletes a tun or tap device, as soon as no process has it open any more. RTM_DELLINK deletes it in any case. */
export function deleteTun(options: TunName): void {
  set('delete', { ...options, persistent: false }, 0);
}

function set(verb: string, options: TunOptions, more: number): string {
  const { name, netns, index = 0, owner = NOBODY, group = NOBODY, persistent = true } = options;
  try {
    const path = netns === undefined ? null : netnsPath(netns);
    const flags = flagsOf(options) | more;
    return loadAddon().setTun(path, name, flags, index, owner, group, persistent ? 1 : 0);
  } catch (error) {
    throw fromSystemError(error, `cannot ${verb} the ${options.mode} device ${name}`);
  }
}

function flagsOf({ mode, multiQueue = false, vnetHdr = false, pi = false }: TunOptions): number {
  const type = mode === 'tun' ? FLAG.TUN : FLAG.TAP;
  return type | (multiQueue ? FLAG.MULTI_QUEUE : 0) | (vnetHdr ? FLAG.VNET_HDR : 0) | (pi ? 0 : FLAG.NO_PI);
}
