import { readFileSync } from 'node:fs';
import { readText } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import { once } from '../../model/once.ts';

/** The boot id of the kernel. */
export const bootId = once(() => readText('/proc/sys/kernel/random/boot_id').trim());

/** A random UUID from the kernel. That of Node would load all of its cryptography. */
export function freshId(): string {
  spoil('chance');
  return readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim();
}

/** Seconds since boot, including suspend (CLOCK_BOOTTIME). Nobody can set this clock. */
export function uptime(): number {
  spoil('time');
  return Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
}
