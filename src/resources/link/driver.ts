import { basename, join } from 'node:path';
import { readTarget } from '../../inputs/files.ts';

/**
 * The driver of a device, from sysfs. The path through the bus (IFLA_PARENT_DEV_BUS_NAME, kernel 5.14) is the same in
 * every network namespace, unlike /sys/class/net.
 */
export function driverOf(bus: string, device: string, sys = '/sys'): string | undefined {
  try {
    return basename(readTarget(join(sys, 'bus', bus, 'devices', device, 'driver')));
  } catch {
    return undefined;
  }
}
