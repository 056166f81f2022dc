import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const inBridge = (parameters: string, ...entries: readonly string[]): string =>
  network(
    'ethernets:',
    `  eth0: {mdb: [${entries.join(', ')}]}`,
    '  eth1: {}',
    `bridges: {br0: {interfaces: [eth0, eth1]${parameters === '' ? '' : `, parameters: {${parameters}}`}}}`,
  );
const onPort = (...entries: readonly string[]): string => inBridge('', ...entries);
const onBridge = (...entries: readonly string[]): string =>
  network(`bridges: {br0: {mdb: [${entries.join(', ')}]}}`);

const CASES: readonly Case[] = [
  ['a device without a database', eth0('mdb: [«{group: 239.1.1.1}»]'), ['no-database'], /make it a port/],
  [
    'no group',
    onPort('{group: «192.0.2.1»}', '{group: «239.1.1.0/24»}', '{group: «"02:00:00:00:00:01"»}', '«{}»'),
    ['wrong-address', 'wrong-address', 'wrong-address', 'missing-key'],
  ],
  [
    'groups that go everywhere',
    onPort('{group: «224.0.0.251»}', '{group: «"ff02::1"»}'),
    ['wrong-address', 'wrong-address'],
  ],
  [
    'sources that are none',
    onPort(
      '{group: 239.1.1.1, source: «here»}',
      '{group: 239.1.1.1, source: «"2001:db8::1"»}',
      '{group: 239.1.1.1, source: «239.1.1.2»}',
      '{group: 239.1.1.1, source: «0.0.0.0»}',
      '{group: "01:1b:19:00:00:00", source: «192.0.2.1»}',
    ),
    ['wrong-address', 'wrong-address', 'wrong-address', 'wrong-address', 'conflict'],
  ],
  ['an IP group of a bridge itself', onBridge('{group: «239.1.1.1»}'), ['conflict'], /on its ports/],
  ['a VLAN beyond the last', onPort('{group: 239.1.1.1, vlan: «4095»}'), ['out-of-range']],
  ['a bridge that snoops not', inBridge('mcast-snooping: ‹false›', '«{group: 239.1.1.1}»'), ['conflict']],
  [
    'no VLAN where VLANs are filtered',
    inBridge('vlan-filtering: ‹true›', '«{group: 239.1.1.1}»'),
    ['missing-key'],
  ],
  [
    'a VLAN where none is filtered',
    onPort('«{group: 239.1.1.1, vlan: 10}»'),
    ['w:no-effect'],
    /vlan-filtering: true/,
  ],
  ['the same twice', onPort('‹{group: "ff0e::1"}›', '«{group: "FF0E:0::1"}»'), ['w:duplicate-mdb']],
];

for (const one of CASES) test(`A multicast database: ${one[0]}`, () => checkCase(one));

test('Groups are in the bridge of their port, in canonical form', () => {
  const { mdb } = declared(
    network(
      'ethernets:',
      '  eth0: {mdb: [{group: 239.1.1.1, source: 192.0.2.7, vlan: 10}, {group: "FF0E:0::1", vlan: 10}]}',
      'bridges:',
      '  br0:',
      '    interfaces: [eth0]',
      '    parameters: {vlan-filtering: true}',
      '    mdb: [{group: "01:1B:19:00:00:00", vlan: 20}]',
    ),
  );
  const base = { type: 'mdb', bridge: 'br0', source: null };
  assert.deepEqual(
    mdb.map(({ item, on }) => [item, on]),
    [
      [{ ...base, link: 'eth0', group: '239.1.1.1', source: '192.0.2.7', vlan: 10 }, 'eth0'],
      [{ ...base, link: 'eth0', group: 'ff0e::1', vlan: 10 }, 'eth0'],
      [{ ...base, link: 'br0', group: '01:1b:19:00:00:00', vlan: 20 }, 'br0'],
    ],
  );
});
