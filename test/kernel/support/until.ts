import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which nothing comes any more, on the slowest of machines. */
export const LIMIT_MS = 60_000;

/** Waits until something holds, and fails the test when it never does. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    assert.ok(waited < LIMIT_MS, `waited in vain: ${what}`);
    await sleep(50);
  }
}

/** Asks until something is told, and gives that answer: a moment later it may be another one. */
export async function untilTold<T>(what: string, ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const told = await ask();
    if (told.length > 0) return told;
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await sleep(100);
  }
}
