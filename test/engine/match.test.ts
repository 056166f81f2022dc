import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingLinks } from '../../src/engine/match.ts';
import type { DeclaredLink, Link, Match } from '../../src/model/index.ts';
import { declared, machine, nic, virtual } from './samples.ts';

const mac = (permanentAddress: string) => ({ facts: { permanentAddress } });
const LINKS: readonly Link[] = [
  nic(
    'eth0',
    { macaddress: '02:00:00:00:00:99' },
    { facts: { permanentAddress: '02:00:00:00:00:01', driver: 'e1000e' } },
  ),
  nic('eth1', { macaddress: '02:00:00:00:00:02' }, { facts: { driver: 'ixgbe' } }),
  virtual('bond0', 'bond', { macaddress: '02:00:00:00:00:01' }, mac('02:00:00:00:00:01')),
  virtual('eth7', 'veth', { 'veth.peer': 'x' }),
  virtual('eth8', 'bridge'),
];

function names(
  match: Match | undefined,
  more: Partial<DeclaredLink> = {},
  taken: readonly string[] = [],
): string[] {
  const device = declared(
    more.id ?? 'wan',
    'physical',
    {},
    { ...more, ...(match !== undefined && { match }) },
  );
  return matchingLinks(device, machine({ links: LINKS }), new Set(taken)).map((link) => link.name);
}

test('Without a match the id is the name, whatever kind of link it is', () => {
  assert.deepEqual(names(undefined, { id: 'eth1' }), ['eth1']);
  assert.deepEqual(names(undefined, { id: 'eth8' }), ['eth8']);
  assert.deepEqual(names(undefined, { id: 'eth9' }), []);
});

test('A pattern finds NICs and what stands for one, but no bridge', () => {
  assert.deepEqual(names({ name: 'eth*' }), ['eth0', 'eth1', 'eth7']);
});

test('A pattern leaves links that other devices certainly are', () => {
  assert.deepEqual(names({ name: 'eth*' }, {}, ['eth1']), ['eth0', 'eth7']);
});

test("A MAC address is compared with the permanent one, and with no virtual link's", () => {
  assert.deepEqual(names({ macaddress: '02:00:00:00:00:01' }), ['eth0']);
  assert.deepEqual(names({ macaddress: '02:00:00:00:00:99' }), []);
});

test('A NIC without a permanent address is known by the one it has', () => {
  assert.deepEqual(names({ macaddress: '02:00:00:00:00:02' }), ['eth1']);
});

test('A MAC address finds its NIC even under a name that another device shall get', () => {
  assert.deepEqual(names({ macaddress: '02:00:00:00:00:01' }, { setName: 'eth1' }, ['eth0', 'eth1']), [
    'eth0',
  ]);
});

test('One driver of several is enough, and patterns do for drivers', () => {
  assert.deepEqual(names({ driver: ['igb', 'e1000*'] }), ['eth0']);
  assert.deepEqual(names({ driver: ['*'] }), ['eth0', 'eth1']);
});

test('All conditions must hold', () => {
  assert.deepEqual(names({ name: 'eth1', driver: ['e1000e'] }), []);
});

test('After the renaming the NIC is found under its new name, by the other conditions', () => {
  assert.deepEqual(names({ name: 'en[0-9]' }, { setName: 'eth1' }), ['eth1']);
  assert.deepEqual(names({ name: 'en*', driver: ['e1000e'] }, { setName: 'eth1' }), []);
});

test('A bridge that bears the new name is not the NIC', () => {
  assert.deepEqual(names({ name: 'en0' }, { setName: 'eth8' }), []);
});
