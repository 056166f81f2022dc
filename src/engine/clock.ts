import { readFileSync } from 'node:fs';
import { readText } from '../inputs/files.ts';
import { spoil } from '../inputs/recording.ts';
import { once } from './once.ts';

/** Tells this boot from every other. */
export const bootId = once(() => readText('/proc/sys/kernel/random/boot_id').trim());

/** A name that nothing else has, ever: an UUID of the kernel's. Node's would load all of its cryptography. */
export function freshId(): string {
  spoil('chance');
  return readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim();
}

/** Seconds since boot, time asleep included (CLOCK_BOOTTIME): nobody sets this clock. */
export function uptime(): number {
  spoil('time');
  return Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
}
