import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sourceExcerpt } from '../../src/render/source-excerpt.ts';

const at = (column: number) => ({ file: 'f', line: 5, column });

test('The carets stand under what is meant.', () => {
  const { source, marker } = sourceExcerpt('  mtu: 9000', at(8), 4);
  assert.equal(source, '  mtu: 9000');
  assert.equal(marker, '       ^~~~');
});

test('Tabs become blanks, so that the caret is right whatever the tab stops are.', () => {
  const { source, marker } = sourceExcerpt('\tmtu:\tx', at(7), 1);
  assert.equal(source.indexOf('x'), marker.indexOf('^'));
});

test('Wide characters take two cells, written-out control characters as many as they show.', () => {
  assert.equal(sourceExcerpt('名: x', at(4), 1).marker, '    ^');
  const { source, marker } = sourceExcerpt('\u001b: x', at(4), 1);
  assert.equal(source.indexOf('x'), marker.indexOf('^'));
});

test('Columns count characters, not UTF-16 units.', () => {
  assert.equal(sourceExcerpt('𝒜: x', at(4), 1).marker, '   ^');
});

test('Of a very long line the part around the place is shown.', () => {
  const line = `{ ${'a: 1, '.repeat(2000)}bad: 2, ${'b: 3, '.repeat(2000)}}`;
  const { source, marker } = sourceExcerpt(line, at(line.indexOf('bad') + 1), 3);
  assert.ok(source.length <= 102 && source.startsWith('…') && source.endsWith('…'));
  assert.equal(source.slice(marker.indexOf('^'), marker.length), 'bad');
});

test('A place behind the end of the line has its caret there; the underline never runs beyond the line.', () => {
  assert.equal(sourceExcerpt('ab', at(9), 4).marker, '  ^');
  assert.equal(sourceExcerpt('abc', at(2), 99).marker, ' ^~');
});

test('On any line of ASCII the caret points at the character that was meant.', () => {
  const line = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(line, fc.nat(), (text, n) => {
      const column = (n % text.length) + 1;
      const { source, marker } = sourceExcerpt(text, at(column), 1);
      assert.equal(source[marker.indexOf('^')], text[column - 1]);
    }),
  );
});
