import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicItem } from '../../src/model/secrets.ts';
import { valueText } from '../../src/render/value-text.ts';

test('Values are written as one would say them.', () => {
  const cases = [
    [9000, '9000'],
    [true, 'true'],
    ['up', 'up'],
    ['', '""'],
    ['two words', '"two words"'],
    [null, 'none'],
    [undefined, 'unset'],
    [[], '[]'],
    [['nodst', 7], '[nodst, 7]'],
    [['a, b'], '["a, b"]'],
  ] as const;
  for (const [value, text] of cases) assert.equal(valueText('mtu', value), text);
});

test('A key is never shown, only whether there is one.', () => {
  assert.equal(valueText('wireguard.private-key', 'c2VjcmV0'), '(sensitive)');
  assert.equal(valueText('wireguard.private-key', null), 'none');
  const link = {
    type: 'link',
    name: 'wg0',
    kind: 'wireguard',
    attributes: { mtu: 1420, 'wireguard.private-key': 'c2VjcmV0' },
  } as const;
  assert.deepEqual(publicItem(link).attributes, { mtu: 1420, 'wireguard.private-key': '(sensitive)' });
});
