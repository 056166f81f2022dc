import { test } from 'node:test';
import { kindsHere } from './laws/kinds.ts';
import { reportOf, tryPair } from './laws/try-pair.ts';

/**
 * The same pairs each time, so that a change is judged by what it changed; `npm run soak` goes hunting for others.
 * A machine of the laboratory has more kinds and less time.
 */
const PAIRS = process.env['NLAPPLY_LAB'] === 'complete' ? 10 : 30;
const FILES_SEED = 7800;
/** Tests of so many pairs each: what fails says which. */
const PART = 10;

const kinds = kindsHere();

for (let from = 0; from < PAIRS; from += PART) {
  const seed = FILES_SEED + from;
  test(`Pairs of configurations ${from + 1} to ${from + PART} converge in one run, as planned, and have a way back`, async () => {
    for (let n = 0; n < PART; n++) {
      const found = await tryPair(seed + n, kinds, 30);
      if (found !== undefined) throw new Error(reportOf(found));
    }
  });
}
