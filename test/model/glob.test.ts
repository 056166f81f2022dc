import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { globMatcher } from '../../src/model/glob.ts';

const CASES: readonly (readonly [glob: string, matching: readonly string[], others: readonly string[]])[] = [
  ['eth0', ['eth0'], ['eth00', 'xeth0', 'ETH0', '']],
  ['en*', ['en', 'enp3s0'], ['eth0', 'xen']],
  ['eth?', ['eth0', 'ethx'], ['eth', 'eth10']],
  ['eth[0-2]', ['eth0', 'eth2'], ['eth3', 'eth-']],
  ['eth[!0-2]', ['eth3', 'etha'], ['eth0', 'eth']],
  ['eth[^0]', ['eth1'], ['eth0']],
  ['a[]b]c', ['a]c', 'abc'], ['ac', 'a]bc']],
  ['a[!]b]c', ['axc'], ['a]c', 'abc']],
  ['a[a-]', ['aa', 'a-'], ['ab']],
  ['a[[:digit:]x]', ['a0', 'ax'], ['ad', 'a:']],
  ['[[:upper:]]*', ['Wan0'], ['wan0']],
  ['a[z-a]', [], ['aa', 'az', 'am']],
  ['a[b', ['a[b'], ['ab']],
  ['a[\\]]', ['a]'], ['a\\', 'a\\]']],
  ['a\\*', ['a*'], ['ab', 'a\\*']],
  ['a\\', ['a\\'], ['a']],
  ['a.b', ['a.b'], ['axb']],
  ['wan@(1)+{2}|3', ['wan@(1)+{2}|3'], ['wan1']],
  ['net🌍?', ['net🌍🌍'], ['net🌍']],
];

for (const [glob, matching, others] of CASES) {
  test(`The pattern ${glob} matches what fnmatch(3) lets it match`, () => {
    for (const text of matching) assert(globMatcher(glob)(text), `${glob} should match ${text}`);
    for (const text of others) assert(!globMatcher(glob)(text), `${glob} should not match ${text}`);
  });
}

test('Every text is a pattern: none makes the matcher fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]!^-\\*?a:z0') }), fc.string(), (glob, text) => {
      assert.equal(typeof globMatcher(glob)(text), 'boolean');
    }),
  );
});

test('A text with every character quoted matches itself alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
      const quoted = [...text].map((c) => `\\${c}`).join('');
      assert(globMatcher(quoted)(text));
      assert.equal(globMatcher(quoted)(other), other === text);
    }),
  );
});
