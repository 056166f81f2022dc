import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link } from '../../../src/model/index.ts';
import {
  afterBridgeChange,
  afterPortChange,
  doubtfulBridges,
} from '../../../src/resources/link/bridge-effects.ts';
import { type World, worldOf } from '../../../src/resources/world.ts';

const link = (name: string, kind: string, attributes: Attributes): Link => ({
  type: 'link',
  name,
  kind,
  index: 1,
  attributes,
});
const worldWith = (...links: readonly Link[]): World =>
  worldOf({ format_version: 1, links, addresses: [], routes: [], rules: [] });
const mtuOf = (world: World, name: string): unknown => world.links.get(name)?.attributes['mtu'];

test('a bridge of 1500 bytes follows the smallest port', () => {
  const before = link('eth1', 'physical', { mtu: 1300, master: null });
  const after = { ...before, attributes: { mtu: 1300, master: 'br0' } };
  const world = worldWith(
    link('br0', 'bridge', { mtu: 1500 }),
    link('eth0', 'physical', { mtu: 1500, master: 'br0' }),
    after,
  );
  assert.deepEqual(
    afterPortChange(world, before, after).map(({ name }) => name),
    ['br0'],
  );
  assert.equal(mtuOf(world, 'br0'), 1300);
});

test('a bridge that was given an MTU keeps it', () => {
  const before = link('eth1', 'physical', { mtu: 1300, master: null });
  const after = { ...before, attributes: { mtu: 1300, master: 'br0' } };
  for (const [mtu, other] of [
    [2000, 2000],
    [1500, 1400],
  ]) {
    const world = worldWith(
      link('br0', 'bridge', { mtu: mtu ?? 0 }),
      link('eth0', 'physical', { mtu: other ?? 0, master: 'br0' }),
      after,
    );
    assert.deepEqual(afterPortChange(world, before, after), []);
    assert.equal(mtuOf(world, 'br0'), mtu);
  }
});

test('a port that changes or goes takes the bridge along, a link that is none does not', () => {
  const before = link('eth0', 'physical', { mtu: 1500, master: 'br0' });
  const after = { ...before, attributes: { mtu: 1400, master: 'br0' } };
  const world = worldWith(link('br0', 'bridge', { mtu: 1500 }), after);
  assert.equal(afterPortChange(world, before, after).length, 1);
  assert.equal(mtuOf(world, 'br0'), 1400);
  const alone = link('eth9', 'physical', { mtu: 1400, master: null });
  assert.deepEqual(afterPortChange(world, alone, undefined), []);
});

test('of a bridge that has the MTU of its smallest port, and may have been given it, it is in doubt whether it follows', () => {
  const before = link('eth0', 'physical', { mtu: 1400, master: 'br0' });
  const after = { ...before, attributes: { mtu: 1300, master: 'br0' } };
  const doubted = (mtu: number, given = false): unknown[] => {
    const world = worldWith(link('br0', 'bridge', { mtu }), after);
    if (given) world.mtuSet.add('br0');
    return doubtfulBridges(world, before, after).map(({ name, attributes }) => [name, attributes['mtu']]);
  };
  assert.deepEqual(doubted(1400), [['br0', 1300]]);
  assert.deepEqual([doubted(1350), doubted(1500), doubted(1400, true)], [[], [], []]);
});

test('a port that leaves is the backup of none', () => {
  const before = link('eth1', 'physical', { master: 'br0' });
  const world = worldWith(
    link('br0', 'bridge', {}),
    link('eth0', 'physical', { master: 'br0', 'bridge-port.backup-port': 'eth1' }),
  );
  afterPortChange(world, before, undefined);
  assert.equal(world.links.get('eth0')?.attributes['bridge-port.backup-port'], null);
});

const vlansAfter = (vlans: readonly string[], from: number, to: number): unknown => {
  const before = link('br0', 'bridge', { 'bridge.default-pvid': from });
  const after = link('br0', 'bridge', { 'bridge.default-pvid': to });
  const world = worldWith(
    after,
    link('eth0', 'physical', { master: 'br0', 'bridge-port.vlans': [...vlans] }),
  );
  afterBridgeChange(world, before, after);
  return world.links.get('eth0')?.attributes['bridge-port.vlans'];
};

test('another default PVID takes the place of the old one where that is in use', () => {
  assert.deepEqual(vlansAfter(['1 pvid untagged', '7'], 1, 9), ['7', '9 pvid untagged']);
  assert.deepEqual(vlansAfter(['1 pvid untagged'], 1, 0), []);
  assert.deepEqual(vlansAfter(['7 pvid untagged'], 0, 9), ['7 untagged', '9 pvid untagged']);
});

test('it leaves alone who has other VLANs', () => {
  for (const vlans of [['1 untagged'], ['1 pvid'], ['3 pvid untagged'], ['1 pvid untagged', '8-10']])
    assert.deepEqual(vlansAfter(vlans, 1, 9), vlans);
});

test('a group address that nobody gave follows the VLAN protocol', () => {
  const attributes = { 'bridge.vlan-filtering': true, 'bridge.vlan-protocol': '802.1q' };
  const address = { 'bridge.group-address': '01:80:c2:00:00:00' };
  const before = link('br0', 'bridge', { ...attributes, ...address });
  const after = link('br0', 'bridge', { ...attributes, ...address, 'bridge.vlan-protocol': '802.1ad' });
  const world = worldWith(after);
  afterBridgeChange(world, before, after);
  assert.equal(world.links.get('br0')?.attributes['bridge.group-address'], '01:80:c2:00:00:08');
});
