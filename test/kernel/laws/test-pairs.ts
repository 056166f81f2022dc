import { test } from 'node:test';
import { kindsHere } from './kinds.ts';
import { reportOf, tryPair } from './try-pair.ts';

/**
 * The same pairs each time, so that a change is judged by what it changed; `npm run soak` goes hunting for others.
 * A machine of the laboratory has more kinds and less time.
 */
const PAIRS = process.env['NLAPPLY_LAB'] === 'complete' ? 2 : 50;
const FIRST_SEED = 7837;
/** Tests of so many pairs each: what fails says which. */
const TESTS = 2;
/** How often what broke is made smaller: a run of the tests is no hunt. */
const SHRINKS = 30;

/** The pairs of one of the files, counted from 0; they are several, for processors that are. */
export function testPairs(file: number): void {
  const kinds = kindsHere();
  const part = PAIRS / TESTS;
  for (let n = 0; n < TESTS; n++) {
    const from = file * PAIRS + n * part;
    test(`Pairs of configurations ${from + 1} to ${from + part} converge in one run, as planned, and have a way back`, async () => {
      for (let at = from; at < from + part; at++) {
        const found = await tryPair(FIRST_SEED + at, kinds, SHRINKS);
        if (found !== undefined) throw new Error(reportOf(found));
      }
    });
  }
}
