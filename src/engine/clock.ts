import { readFileSync } from 'node:fs';

/** Tells this boot from every other. */
export const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** A name that nothing else has, ever: an UUID of the kernel's. Node's would load all of its cryptography. */
export const freshId = (): string => readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim();

/** Seconds since boot, time asleep included (CLOCK_BOOTTIME): nobody sets this clock. */
export const uptime = (): number => Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
