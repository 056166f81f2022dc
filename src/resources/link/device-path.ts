import { basename, dirname, join } from 'node:path';
import { readTarget, realPath } from '../../inputs/files.ts';

/**
 * Where a device is plugged in, like udev's ID_PATH: `pci-0000:02:00.0`, `platform-fd580000.ethernet`,
 * `pci-0000:00:14.0-usb-0:2:1.0`. For a device on a bus that udev does not handle it is `BUS-DEVICE`.
 * @param sys where sysfs is mounted
 */
export function devicePathOf(bus: string, device: string, sys = '/sys'): string {
  const parts: string[] = [];
  let skipped = '';
  for (const directory of upwards(bus, device, sys)) {
    const subsystem = linkTarget(join(directory, 'subsystem'));
    // In a chain of bridges or hubs only the device nearest to the NIC counts.
    if (subsystem === undefined || subsystem === skipped) continue;
    skipped = subsystem;
    const part = PARTS[subsystem]?.(basename(directory));
    if (part !== undefined) parts.unshift(part);
  }
  return parts.length === 0 ? `${bus}-${device}` : parts.join('-');
}

/** The part of the path for each bus (udev-builtin-path_id.c); other buses add nothing. */
const PARTS: Readonly<Record<string, (name: string) => string>> = {
  pci: (name) => `pci-${name}`,
  platform: (name) => `platform-${name}`,
  acpi: (name) => `acpi-${name}`,
  xen: (name) => `xen-${name}`,
  // In 1-2:1.0 the number of the bus changes from boot to boot, so it is replaced.
  usb: (name) => `usb-0:${name.slice(name.indexOf('-') + 1)}`,
};

/** The directories of the device and of all its ancestors. */
function upwards(bus: string, device: string, sys: string): string[] {
  const found: string[] = [];
  try {
    const top = realPath(join(sys, 'devices'));
    for (
      let at = realPath(join(sys, 'bus', bus, 'devices', device));
      at.length > top.length;
      at = dirname(at)
    )
      found.push(at);
  } catch {
    // Without sysfs only the name is known.
  }
  return found;
}

function linkTarget(path: string): string | undefined {
  try {
    return basename(readTarget(path));
  } catch {
    return undefined;
  }
}
