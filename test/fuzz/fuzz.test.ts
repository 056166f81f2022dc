import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../runs.ts';
import { input } from './inputs.ts';
import { judge } from './judge.ts';
import { LARGE } from './large.ts';

test('whatever a file holds is read or refused, with a place, and what is accepted is there after one run', () => {
  fc.assert(
    fc.property(input, (bytes) => void judge(bytes)),
    { numRuns: runs(500) },
  );
});

test('texts that are made to be expensive are not', () => {
  for (const make of Object.values(LARGE)) judge(make(48 * 1024));
});
