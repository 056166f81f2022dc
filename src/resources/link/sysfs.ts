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

/** The bus that has a device of this name. */
export function busOf(device: string, sys = '/sys'): string | undefined {
  return namesIn(join(sys, 'bus')).find((bus) => exists(join(sys, 'bus', bus, 'devices', device)));
}

/** A number that a file holds; undefined: there is no such file, or something else in it. */
export function readNumber(file: string): number | undefined {
  const text = textOf(file).trim();
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

/** @throws NetlinkError what the kernel says, with the file */
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

/** What a link in a directory points to, by its name there. */
export function target(directory: string, name: string): string | undefined {
  try {
    return basename(readTarget(join(directory, name)));
  } catch {
    return undefined;
  }
}
