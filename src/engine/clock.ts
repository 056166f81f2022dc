import { readFileSync } from 'node:fs';

/** Tells this boot from every other. */
export const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** Seconds since boot, time asleep included (CLOCK_BOOTTIME): nobody sets this clock. */
export const uptime = (): number => Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
