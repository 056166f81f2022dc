import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_FORMER } from '../../../src/engine/target/former.ts';
import { matchingLinks } from '../../../src/engine/target/match.ts';
import type { DeclaredLink, Link, Match } from '../../../src/model/index.ts';
import { declared, machine, nic, virtual } from '../samples.ts';

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

test('NICs that were given names are found by their former ones, and by those that they have', () => {
  const links = [nic('lan0', {}, { index: 2 }), nic('eth0', {}, { index: 3 }), nic('eth2', {}, { index: 4 })];
  const firsts = new Map([
    [2, 'eth0'],
    [3, 'eth1'],
  ]);
  const former = { ...NO_FORMER, name: ({ index }: Link) => firsts.get(index ?? 0) };
  const found = (more: Partial<DeclaredLink>, ...taken: string[]): string[] =>
    matchingLinks(
      declared(more.id ?? 'wan', 'physical', {}, more),
      machine({ links }),
      new Set(taken),
      former,
    ).map(({ name }) => name);
  for (const [name, link] of [
    ['eth0', 'lan0'],
    ['eth1', 'eth0'],
    ['eth2', 'eth2'],
    ['lan0', 'lan0'],
  ] as const) {
    assert.deepEqual(found({ id: name }), [link]);
    assert.deepEqual(found({ match: { name } }), [link]);
  }
  assert.deepEqual(found({ match: { name: 'eth1' }, setName: 'lan0' }, 'lan0', 'eth0'), ['eth0']);
  links.push(nic('eth1', {}, { index: 5 }));
  assert.deepEqual(found({ match: { name: 'eth1' } }), ['eth1']);
});

test('A NIC whose driver tells no permanent address is known by what it had before a bond or we gave it another', () => {
  const links: Link[] = [
    nic('eth2', { macaddress: '02:00:00:00:00:99' }, { facts: { originalAddress: '02:00:00:00:00:03' } }),
    nic('eth3', { macaddress: '02:00:00:00:00:98' }),
  ];
  const found = (macaddress: string): string[] =>
    matchingLinks(declared('wan', 'physical', {}, { match: { macaddress } }), machine({ links }), new Set(), {
      ...NO_FORMER,
      address: ({ name }) => (name === 'eth3' ? '02:00:00:00:00:04' : undefined),
    }).map(({ name }) => name);
  assert.deepEqual(found('02:00:00:00:00:03'), ['eth2']);
  assert.deepEqual(found('02:00:00:00:00:04'), ['eth3']);
  assert.deepEqual(found('02:00:00:00:00:99'), []);
  assert.deepEqual(found('02:00:00:00:00:98'), []);
});

test('A path is where the device is plugged in, in the words of udev, or its name on the bus', () => {
  const at = (slot: string): Link =>
    nic(`en${slot}`, {}, { facts: { device: `0000:${slot}:00.0`, path: `pci-0000:${slot}:00.0` } });
  const snapshot = machine({ links: [at('02'), at('03'), nic('eth9'), virtual('br0', 'bridge')] });
  const found = (...path: string[]): string[] =>
    matchingLinks(declared('wan', 'physical', {}, { match: { path } }), snapshot, new Set()).map(
      (l) => l.name,
    );
  assert.deepEqual(found('pci-0000:02:00.0'), ['en02']);
  assert.deepEqual(found('0000:03:00.0'), ['en03']);
  assert.deepEqual(found('pci-*'), ['en02', 'en03']);
  assert.deepEqual(found('usb-*', '0000:02:*'), ['en02']);
  assert.deepEqual(found('0000:02'), []);
});

test('A NIC goes by its alternative names, too, unless another link has the name itself', () => {
  const udev = nic('eth0', { 'alternative-names': ['enp2s0', 'enx020000000001'] });
  const found = (id: string, match?: Match, ...more: Link[]): string[] =>
    matchingLinks(
      declared(id, 'physical', {}, match === undefined ? {} : { match }),
      machine({ links: [udev, ...more] }),
      new Set(),
    ).map(({ name }) => name);
  assert.deepEqual(found('enp2s0'), ['eth0']);
  assert.deepEqual(found('wan', { name: 'enp*' }), ['eth0']);
  assert.deepEqual(found('wan', { name: 'ens*' }), []);
  assert.deepEqual(found('br0', undefined, virtual('br1', 'bridge', { 'alternative-names': ['br0'] })), []);
});

test('An alternative name finds its NIC even under a name that another device shall get', () => {
  const links = [
    nic('eth0', { 'alternative-names': ['enp2s0'] }),
    nic('eth1', { 'alternative-names': ['enp3s0'] }),
  ];
  const found = (name: string, setName: string): string[] =>
    matchingLinks(
      declared('lan', 'physical', {}, { match: { name }, setName }),
      machine({ links }),
      new Set(['eth0', 'eth1']),
    ).map((link) => link.name);
  assert.deepEqual(found('enp2s0', 'eth1'), ['eth0']);
  assert.deepEqual(found('enp3s0', 'eth0'), ['eth1']);
  assert.deepEqual(found('enp?s0', 'eth0'), ['eth0']);
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
