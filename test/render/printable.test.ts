import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printable } from '../../src/render/printable.ts';

test('Ordinary text, also of other scripts, is left as it is.', () => {
  for (const text of ['eth0', 'Büro-Switch', '上行', '']) assert.equal(printable(text), text);
});

test('What a terminal would obey is written out.', () => {
  assert.equal(printable('a\u001b[31mb\u0007\n'), 'a\\u{1b}[31mb\\u{7}\\u{a}');
  assert.equal(printable('\u202eevil'), '\\u{202e}evil');
});

test('No control character survives, whatever the text.', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(printable(text), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});
