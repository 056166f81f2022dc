import assert from 'node:assert/strict';
import type { Ended } from './program.ts';

/** What no user is to see: values that got lost on the way to a message, stacks, the runtime's own words. */
const INDECENT = [
  /undefined|\[object |NaN\b/,
  /^ +at .+[:(]/m,
  /unexpected error|ERR_INTERNAL|call stack/i,
  /\b(?:Range|Type|Reference|Syntax)Error\b/,
  /node:internal|UnhandledPromise|triggerUncaught/,
];

/** Whatever a terminal obeys, but the line feed. */
const CONTROL = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Asserts that a run ended by itself and said nothing that is not meant for a person. */
export function assertDecent({ signal, stdout, stderr }: Ended, what = ''): void {
  assert.equal(signal, null, `${what}: ended by ${signal}\n${stderr}`);
  for (const text of [stdout, stderr]) {
    for (const pattern of INDECENT) {
      const found = pattern.exec(text);
      assert.equal(found, null, `${what}: ${excerpt(text, found?.index)}`);
    }
    const control = CONTROL.exec(text);
    assert.equal(control, null, `${what}: ${JSON.stringify(excerpt(text, control?.index))}`);
  }
}

/** Asserts that a run was refused with this status, and with a complaint that says so and says where. */
export function assertRefused(run: Ended, status: number, complaint: RegExp, what = ''): void {
  assertDecent(run, what);
  assert.equal(run.status, status, `${what}: ${run.stdout.slice(0, 500)}${run.stderr.slice(0, 2000)}`);
  assert.match(run.stderr, complaint, what);
}

function excerpt(text: string, at = 0): string {
  return text.slice(Math.max(0, at - 300), at + 300);
}
