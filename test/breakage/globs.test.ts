import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globMatcher } from '../../src/model/glob.ts';

test('Every printable character in a glob matches itself, in brackets and without.', () => {
  for (let code = 0x21; code < 0x17f; code += 1) {
    const c = String.fromCodePoint(code);
    if (!'*?[\\'.includes(c)) assert.ok(globMatcher(`a${c}b`)(`a${c}b`), c);
    assert.ok(globMatcher(`a\\${c}b`)(`a${c}b`), c);
    if (!'!^[\\'.includes(c)) assert.ok(globMatcher(`[${c}]`)(c), c);
  }
  assert.ok(globMatcher('eth-*')('eth-lan'));
  assert.ok(globMatcher('a\u{1f600}')('a\u{1f600}'));
});

test('A glob of many stars fails, without a try of every way to share the name out.', () => {
  assert.equal(globMatcher(`${'*'.repeat(4000)}x`)('a'.repeat(15)), false);
  assert.equal(globMatcher('*a*a*a*a*a*a*a*x')('a'.repeat(15)), false);
});
