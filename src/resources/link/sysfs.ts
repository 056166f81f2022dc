import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exists, readTarget } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import { NetlinkError } from '../../netlink/index.ts';
import { namesIn, textOf } from '../quiet-reads.ts';

/** The directory of a device on its bus: the same in every network namespace, unlike /sys/class/net. */
export function deviceDirectory(device: string, sys = '/sys'): string | undefined {
  if (device === '' || device.includes('/')) return undefined;
  const bus = busOf(device, sys);
  return bus === undefined ? undefined : join(sys, 'bus', bus, 'devices', device);
}

/** The bus with a device of this name. */
export function busOf(device: string, sys = '/sys'): string | undefined {
  return namesIn(join(sys, 'bus')).find((bus) => exists(join(sys, 'bus', bus, 'devices', device)));
}

/** The number in a file; undefined if there is no such file, or no number in it. */
export function readNumber(file: string): number | undefined {
  const text = textOf(file).trim();
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

/**
 * Writes to a file of sysfs.
 * @throws NetlinkError with the kernel's error and the file
 */
export function writeSysfs(file: string, text: string): void {
  spoil('a file of sysfs is written');
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const errno = cause instanceof Error && 'errno' in cause ? Math.abs(Number(cause.errno)) : 0;
    const words = cause instanceof Error ? cause.message.replace(/^[A-Z]+: /, '').replace(/,.*/, '') : '';
    throw new NetlinkError({ errno, reason: `cannot write ${text} to ${file}: ${words}`, cause });
  }
}

/** The last part of the path to which a symbolic link in a directory points; undefined if there is none. */
export function target(directory: string, name: string): string | undefined {
  try {
    return basename(readTarget(join(directory, name)));
  } catch {
    return undefined;
  }
}
