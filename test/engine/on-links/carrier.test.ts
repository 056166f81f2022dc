import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCarrier } from '../../../src/engine/on-links/carrier.ts';
import type { Link } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { machine, nic, pair, virtual } from '../samples.ts';

const has = (name: string, ...links: readonly Link[]): boolean =>
  hasCarrier(name, worldOf(machine({ links })));
const up = { state: 'up' };

test('A link on another one has its carrier', () => {
  const mv0 = virtual('mv0', 'macvlan', { ...up, link: 'eth0' });
  assert.equal(has('mv0', nic('eth0'), mv0), true);
  assert.equal(has('mv0', nic('eth0', { state: 'down' }), mv0), false);
});

test('A bridge has a carrier by a port that is up', () => {
  const br0 = virtual('br0', 'bridge', up);
  assert.equal(has('br0', br0, nic('eth0')), false);
  assert.equal(has('br0', br0, nic('eth0', { master: 'br0' })), true);
  assert.equal(has('br0', br0, nic('eth0', { master: 'br0', state: 'down' })), false);
});

test('An end of a pair has none while the other one is down', () => {
  const [left, right] = pair('left', 'right');
  assert.equal(has('left', left, right), true);
  const down = { ...right, attributes: { ...right.attributes, state: 'down' } };
  assert.equal(has('left', left, down), false);
});

test('A tun device has none from the start', () => {
  const tun = virtual('tun0', 'tun', up);
  assert.equal(has('tun0', { ...tun, index: 7 }), true);
  const { index: _, ...anew } = tun;
  assert.equal(has('tun0', anew), false);
});
