import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overweight } from '../../../src/config/yaml/weigh.ts';
import { diagnose } from '../diagnose.ts';

const keys = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`d${n}`, { mtu: 1400 }]));

test('JSON on one line is as deep as its brackets, however many keys it has', () => {
  const text = JSON.stringify({ network: { version: 2, 'dummy-devices': keys(200) } });
  assert.deepEqual(diagnose(text), []);
  assert.equal(overweight(`${text}\n`), undefined);
});

test('brackets or dashes that are nested by the hundred are too deep', () => {
  for (const text of ['['.repeat(101), '- '.repeat(101), `{a: 1}: ${'- '.repeat(101)}`])
    assert.equal(overweight(text)?.fault, 'too-deep', text.slice(0, 20));
});
