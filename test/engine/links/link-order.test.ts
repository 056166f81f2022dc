import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCreation, byDependency } from '../../../src/engine/links/link-order.ts';
import type { Link } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { machine, nic, pair, virtual, wanted } from '../samples.ts';

const order = (...links: Link[]): string[] =>
  byDependency(links.map((l) => wanted(l))).map((w) => w.item.name);

test('Lower devices and masters come first', () => {
  const links = [
    virtual('mv0', 'macvlan', { link: 'br0' }),
    nic('eth0', { master: 'br0' }),
    virtual('br0', 'bridge'),
  ];
  assert.deepEqual(order(...links), ['br0', 'mv0', 'eth0']);
});

test('Otherwise the given order stays', () => {
  assert.deepEqual(order(nic('c'), nic('a'), nic('b')), ['c', 'a', 'b']);
});

test('A reference to a link that is not among them, and a cycle, do no harm', () => {
  assert.deepEqual(order(virtual('mv0', 'macvlan', { link: 'eth9' })), ['mv0']);
  assert.deepEqual(order(virtual('a', 'vxlan', { link: 'b' }), virtual('b', 'vxlan', { link: 'a' })).sort(), [
    'a',
    'b',
  ]);
});

test("A veth that is missing comes after the live link of its peer's name", () => {
  const [va, vb] = pair('va', 'vb');
  const all = [va, vb].map((l) => wanted(l));
  const names = (live: Link[]): string[] =>
    byCreation(all, worldOf(machine({ links: live }))).map((w) => w.item.name);
  assert.deepEqual(names([]), ['va', 'vb']);
  assert.deepEqual(names([vb]), ['vb', 'va']);
  assert.deepEqual(names([va, vb]), ['va', 'vb']);
});
