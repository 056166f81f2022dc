import { Buffer } from 'node:buffer';
import { kernelRelease, readText } from '../inputs/files.ts';
import type { Machine } from '../model/machine.ts';
import { isInstalled } from './client/installed.ts';
import { tenantsOf } from './client/tenants.ts';
import { DEFAULT_LINK, settingOf } from './link/details/settings.ts';
import { inodeOf } from './namespace.ts';

/** machine-id(5), and where it was before systemd. */
const ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** This machine, as it is seen from a network namespace. */
export function thisMachine(netns: string | undefined, files: readonly string[] = ID_FILES): Machine {
  return {
    id() {
      for (const file of files) {
        const text = read(file);
        if (text !== undefined && /^[0-9a-f]{32}$/.test(text)) return Buffer.from(text, 'hex');
      }
      return undefined;
    },
    boot() {
      const boot = read('/proc/sys/kernel/random/boot_id') ?? '';
      return Buffer.from(`${boot} ${inodeOf(netns)}`);
    },
    has: isInstalled,
    tenants: tenantsOf(netns),
    mtuOfNew: (kind) => MTUS_OF_NEW[kind]?.(),
    settingOfNew: (attribute) => settingOf(attribute, DEFAULT_LINK, netns),
    renamesLive: () => isAtLeast(kernelRelease(), 6, 2),
    vlansFollowLater: () => isAtLeast(kernelRelease(), 7, 2),
  };
}

/** CANXL_MTU since Linux 6.18, CANFD_MTU before (vcan_setup, vxcan_setup). */
const canMtu = (): number => (isAtLeast(kernelRelease(), 6, 18) ? 2060 : 72);

const MTUS_OF_NEW: Readonly<Record<string, () => number | undefined>> = {
  // NLMSG_GOODSIZE: a page, less skb_shared_info. Other processors may have larger ones.
  nlmon: () => (process.arch === 'x64' ? 3776 : undefined),
  vcan: canMtu,
  vxcan: canMtu,
};

/** Whether the release of a kernel, such as `6.1.0-18-amd64`, is this version or a later one. */
export function isAtLeast(text: string, major: number, minor: number): boolean {
  const [own = 0, ownMinor = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  return own > major || (own === major && ownMinor >= minor);
}

function read(file: string): string | undefined {
  try {
    return readText(file).trim();
  } catch {
    return undefined;
  }
}
