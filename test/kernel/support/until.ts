import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which nothing comes any more, on the slowest of machines. */
const LIMIT_MS = 60_000;

/** Waits until something holds, and fails the test when it never does. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    assert.ok(waited < LIMIT_MS, `waited in vain: ${what}`);
    await sleep(50);
  }
}
