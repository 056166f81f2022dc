import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { assertDecent, assertRefused } from './support/decency.ts';
import { file, type Measured, measured } from './support/program.ts';

let directory = '';
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'nlapply-sizes-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
});

const MEBIBYTE = 1024 * 1024;

/** Checks a text from a file; neither time nor memory may go through the roof. */
function check(text: string, limits: { readonly seconds: number; readonly mebibytes: number }): Measured {
  const run = measured(['check', file(directory, 'large.yaml', text)]);
  assertDecent(run);
  assert.ok(run.seconds < limits.seconds, `${run.seconds.toFixed(1)} s`);
  assert.ok(run.mebibytes < limits.mebibytes, `${Math.round(run.mebibytes)} MiB`);
  return run;
}

/** A machine twice as slow and as busy as it gets still keeps these; what is quadratic does not. */
const LIMITS = { seconds: 10, mebibytes: 350 };

const PLACED = /large\.yaml:\d+:\d+: error: /;

const host = (i: number): string => `100.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

test('Three megabytes of valid routes are read.', () => {
  const head = 'network:\n  version: 2\n  bridges:\n    br0:\n      addresses: [10.0.0.1/8]\n      routes:\n';
  const text = head + many(51_000, (i) => `      - {to: ${host(i)}/32, via: 10.0.0.2, metric: 100}\n`);
  assert.ok(text.length > 2.7 * MEBIBYTE);
  assert.equal(check(text, LIMITS).status, 0);
});

test('Three megabytes of addresses on one line are read, and an error at its end has its column.', () => {
  const list = many(180_000, (i) => `${host(i)}/32,`);
  const run = check(`network: {bridges: {br0: {addresses: [${list}1.2.3/32]}}}\n`, LIMITS);
  assertRefused(run, 78, /large\.yaml:1:\d{7}: error: /);
});

test('Three megabytes of unknown keys are refused; complaints are counted, not piled up.', () => {
  const run = check(`network:\n${many(240_000, (i) => `  k${i}: 1\n`)}`, LIMITS);
  assertRefused(run, 78, PLACED);
  assert.ok(run.stderr.length < 100_000, `${run.stderr.length} characters`);
});

test('Three megabytes of one word are refused.', () => {
  assertRefused(check('x'.repeat(3 * MEBIBYTE), LIMITS), 78, /large\.yaml:1:1: error: /);
});

test('Three megabytes behind a quote that is never closed are refused.', () => {
  assertRefused(check(`network: "${'x'.repeat(3 * MEBIBYTE)}`, LIMITS), 78, PLACED);
});

const GARBAGE: Readonly<Record<string, string>> = {
  'brackets the wrong way round': many(240_000, (i) => `${(i * 7919).toString(16)}: {][}\n`),
  'one colon after the other': 'a: '.repeat(1_050_000),
  'one dash after the other': '- '.repeat(1_500_000),
  'quotes that are not closed': many(300_000, (i) => `"${i}: 1\n`),
  'reserved characters': many(300_000, (i) => `${i}: @1\n`),
  'opening brackets': '['.repeat(3 * MEBIBYTE),
};
for (const [what, text] of Object.entries(GARBAGE)) {
  test(`Three megabytes of garbage (${what}) are refused in time, in few words.`, () => {
    const run = check(text, LIMITS);
    assertRefused(run, 78, PLACED);
    assert.ok(run.stderr.length < 100_000, `${run.stderr.length} characters`);
  });
}

test('Ten thousand levels of nesting are refused as such.', () => {
  for (const text of [
    '['.repeat(10_000),
    `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    `network: ${'{a: '.repeat(10_000)}`,
  ]) {
    const run = check(text, LIMITS);
    assertRefused(run, 78, /nested too deep/);
    assert.ok(run.stderr.length < 20_000, `${run.stderr.length} characters`);
  }
  assertRefused(
    check(
      many(2000, (i) => `${' '.repeat(i)}a:\n`),
      LIMITS,
    ),
    78,
    /nested too deep/,
  );
});

test('A megabyte of seventy thousand devices, of which one has an anchor, takes no more than a hundred besides what the program takes.', () => {
  const devices = many(70_000, (i) => `    d${i}: {}\n`);
  const run = check(`network:\n  dummy-devices:\n    first: &first {}\n    second: *first\n${devices}`, {
    seconds: 20,
    mebibytes: 160,
  });
  assert.equal(run.status, 0);
});

test('A billion laughs stay two lines of complaint.', () => {
  const letters = 'abcdefghijklmnop';
  const lines = many(letters.length - 1, (i) => {
    const [from, to] = [letters[i], letters[i + 1]];
    return `${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]\n`;
  });
  const run = check(`a: &a [x, x, x, x, x, x, x, x, x, x]\n${lines}`, { seconds: 10, mebibytes: 400 });
  assertRefused(run, 78, /large\.yaml:\d+:\d+: error: aliases repeat too much/);
});

test('More than anybody means is refused before it fills the memory.', () => {
  const run = measured(['check', file(directory, 'huge.yaml', Buffer.alloc(65 * MEBIBYTE, '# nothing\n'))]);
  assertRefused(run, 78, /huge\.yaml is larger than 64 MiB/);
  assert.ok(run.mebibytes < 400, `${run.mebibytes} MiB`);
});

test('A device that never ends is refused as too large.', () => {
  const run = measured(['check', '/dev/zero']);
  assertRefused(run, 78, /\/dev\/zero/);
  assert.ok(run.mebibytes < 400, `${run.mebibytes} MiB`);
});
