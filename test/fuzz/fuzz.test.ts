import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../runs.ts';
import { input } from './inputs.ts';
import { judge } from './judge.ts';
import { SECTION_KINDS } from './large-sections.ts';
import { TEXT_KINDS } from './large-texts.ts';
import { YAML_KINDS } from './large-yaml.ts';

test('whatever a file holds is read or refused, with a place, and what is accepted is there after one run', () => {
  fc.assert(
    fc.property(input, (bytes) => void judge(bytes)),
    { numRuns: runs(500) },
  );
});

test('texts that are made to be expensive are not', () => {
  for (const make of Object.values(TEXT_KINDS)) judge(make(48 * 1024));
  // What is right is planned as well, and is read otherwise from 16 kB on only.
  for (const make of [...Object.values(YAML_KINDS), ...Object.values(SECTION_KINDS)]) judge(make(18 * 1024));
});
