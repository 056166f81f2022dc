import { mkdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's root: this file is dist/test/bench/place.js. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where results, compiled helpers and configurations go. */
export const OUT: string = join(ROOT, '.bench');
mkdirSync(OUT, { recursive: true });

const TMPFS = 0x01021994;

/** A directory in memory, as /run is where nlapply keeps its state: the disk is not what is measured. */
export const MEMORY: string = isMemory('/dev/shm') ? '/dev/shm' : tmpdir();

function isMemory(path: string): boolean {
  try {
    return statfsSync(path).type === TMPFS;
  } catch {
    return false;
  }
}
