import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SourceText } from '../../src/config/source-text.ts';

test('places are the same in whatever order they are asked', () => {
  const text = fc
    .array(fc.constantFrom('a', 'ü', '😀', '\n', '\r\n', ' '), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 80 }), { minLength: 1 }), (content, offsets) => {
      const source = new SourceText('a', content, 0);
      for (const offset of offsets.map((at) => Math.min(at, content.length))) {
        const before = content.slice(0, offset).split('\n');
        const wanted = {
          file: 'a',
          line: before.length,
          column: (before.at(-1)?.replace(/[\udc00-\udfff]/g, '').length ?? 0) + 1,
        };
        assert.deepEqual(source.place(offset), wanted);
        assert.equal(source.line(offset), content.split('\n')[before.length - 1]?.replace(/\r$/, ''));
      }
    }),
  );
});

test('a width ends with its line, without blanks, and is never nothing', () => {
  const source = new SourceText('a', 'ab  \ncd', 0);
  assert.equal(source.width(0, 7), 2);
  assert.equal(source.width(2, 2), 1);
  assert.equal(source.width(5, 7), 2);
});

test('a line that is too long is not shown', () => {
  assert.equal(new SourceText('a', 'x'.repeat(20_000), 0).line(5), undefined);
});
