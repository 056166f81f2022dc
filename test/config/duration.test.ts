import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from '../../src/config/duration.ts';

test('time spans are read as systemd.time(7) has them', () => {
  const cases = {
    15: 15,
    0: 0,
    '1.5': 1.5,
    '1.5s': 1.5,
    '200ms': 0.2,
    '5min': 300,
    '1min 30s': 90,
    '1h30m': 5400,
    '2 days': 172_800,
    '1w': 604_800,
    '10us': 1e-5,
  };
  for (const [text, seconds] of Object.entries(cases)) assert.equal(parseDuration(text), seconds, text);
});

test('what is no time span is none', () => {
  for (const text of [
    '',
    ' ',
    's',
    '-1',
    '+1',
    '1.',
    '.5',
    '5 parsecs',
    '1,5',
    'inf',
    '0x10',
    '1e3',
    '5min!',
    ' 5',
  ]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('long texts take no longer than their length', () => {
  assert.equal(parseDuration(`${'1'.repeat(100_000)}!`), undefined);
  assert.equal(parseDuration(`${'1 '.repeat(100_000)}!`), undefined);
});
