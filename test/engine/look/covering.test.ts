import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCovering } from '../../../src/engine/look/covering.ts';
import { parseAddress } from '../../../src/netlink/index.ts';

test('Destinations of routes that cover an address are among those that are sought, others are not', () => {
  const seven = parseAddress('7.0.0.0');
  const { has } = withCovering({ has: (one) => one === seven }, ['10.1.2.3', '2001:db8::1']);
  const among = (text: string): boolean => has(parseAddress(text) ?? Number.NaN);
  for (const text of [
    '0.0.0.0',
    '10.0.0.0',
    '10.1.2.0',
    '10.1.2.3',
    '::',
    '2001:db8::',
    '2001:db8::1',
    '7.0.0.0',
  ])
    assert.ok(among(text), text);
  for (const text of ['10.2.0.0', '10.1.2.4', '2001:db8:1::', '2001:db8::2', '7.1.0.0'])
    assert.ok(!among(text), text);
});
