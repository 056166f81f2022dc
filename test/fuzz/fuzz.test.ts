import { test } from 'node:test';
import fc from 'fast-check';
import { input } from './inputs.ts';
import { judge } from './judge.ts';
import { LARGE } from './large.ts';

const RUNS = Number(process.env['NLAPPLY_PROPERTY_RUNS'] ?? 500);

test('whatever a file holds is read or refused, with a place, and what is accepted is there after one run', () => {
  fc.assert(
    fc.property(input, (bytes) => void judge(bytes)),
    { numRuns: RUNS },
  );
});

test('texts that are made to be expensive are not', () => {
  for (const make of Object.values(LARGE)) judge(make(64 * 1024));
});
