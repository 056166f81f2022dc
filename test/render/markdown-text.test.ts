import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, escaped, fenced, table } from '../../src/render/markdown-text.ts';

test('Nothing in a text becomes an element of Markdown or HTML.', () => {
  assert.equal(
    escaped('a *b* _c_ [d](e) <script> & `x` | # ~ @team'),
    ['a \\*b\\* \\_c\\_ \\[d\\]\\(e\\) &lt;script&gt; &amp; \\`x\\` \\| \\# \\~ \\@team'].join(''),
  );
  assert.equal(escaped('line\nfeed'), 'line\\\\u\\{a\\}feed');
});

test('Addresses and places are code, in which GitHub looks for no emoji.', () => {
  assert.equal(escaped('via fd00:bee:1:: now'), 'via `fd00:bee:1::` now');
  assert.equal(escaped('at c.yaml:3:5, say'), 'at `c.yaml:3:5,` say');
});

test('Code holds backticks and bars.', () => {
  assert.equal(code('br0'), '`br0`');
  assert.equal(code('a`b'), '``a`b``');
  assert.equal(code('`a'), '`` `a ``');
  assert.equal(code('a|b'), '`a\\|b`');
  assert.equal(code(''), '');
});

test('A block has a fence that nothing in it can close, and an end.', () => {
  assert.deepEqual(fenced('diff', ['+ a']), ['```diff', '+ a', '```']);
  assert.deepEqual(fenced('diff', ['+ ```']), ['````diff', '+ ```', '````']);
  const many = fenced(
    '',
    Array.from({ length: 1500 }, () => 'x'),
  );
  assert.equal(many.length, 1003);
  assert.equal(many.at(-2), '# … and 500 more lines');
});

test('A table has as many dashes as columns.', () => {
  assert.deepEqual(table(['a', 'b'], [['1', '2']]), ['| a | b |', '| --- | --- |', '| 1 | 2 |']);
});
