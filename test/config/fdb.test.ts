import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForwardingEntry } from '../../src/model/forwarding-entry.ts';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const MAC = '02:00:00:00:00:09';
const onPort = (...entries: readonly string[]): string =>
  network(
    'ethernets:',
    `  eth0: {fdb: [${entries.join(', ')}]}`,
    '  eth1: {}',
    'bridges: {br0: {interfaces: [eth0, eth1]}}',
  );
const onBridge = (...entries: readonly string[]): string =>
  network(`bridges: {br0: {fdb: [${entries.join(', ')}]}}`);
const onVxlan = (...entries: readonly string[]): string =>
  network(
    'ethernets: {eth0: {}}',
    `tunnels: {vx0: {mode: vxlan, id: 7, port: 4789, remote: 192.0.2.99, fdb: [${entries.join(', ')}]}}`,
  );

const CASES: readonly Case[] = [
  [
    'a device without a database',
    eth0(`fdb: [«{macaddress: "${MAC}"}»]`),
    ['no-database'],
    /make it a port of a bridge/,
  ],
  ['a remote of something else', eth0(`fdb: [{macaddress: "${MAC}", via: «192.0.2.7»}]`), ['conflict']],
  ['a VXLAN device needs a remote', onVxlan(`«{macaddress: "${MAC}"}»`), ['no-database'], /add "via"/],
  ['no MAC address', onPort('{macaddress: «here»}', '«{}»'), ['wrong-value', 'missing-key']],
  [
    'MAC addresses of many on a bridge',
    onPort('{macaddress: «"00:00:00:00:00:00"»}', '{macaddress: «"01:00:5e:00:00:01"»}'),
    ['wrong-value', 'wrong-value'],
  ],
  ['a VLAN beyond the last', onPort(`{macaddress: "${MAC}", vlan: «4095»}`), ['out-of-range']],
  [
    'keys of a remote without one',
    onPort(`{macaddress: "${MAC}", port: «4789», vni: «7», source-vni: «8», link: «eth1»}`),
    ['missing-key', 'missing-key', 'missing-key', 'missing-key'],
  ],
  [
    'keys of a bridge on a VXLAN device',
    onVxlan(`{macaddress: "${MAC}", via: 192.0.2.7, vlan: «7», local: «true», sticky: «true»}`),
    ['conflict', 'conflict', 'conflict'],
  ],
  ['a local one sticks nowhere', onPort(`{macaddress: "${MAC}", local: true, sticky: «true»}`), ['conflict']],
  ['a bridge itself is local', onBridge(`{macaddress: "${MAC}", local: «false»}`), ['conflict']],
  ['no remote', onVxlan(`{macaddress: "${MAC}", via: «192.0.2.7/32»}`), ['wrong-address'], /prefix/],
  [
    'a VNI of frames on a device with one of its own',
    onVxlan(`{macaddress: "${MAC}", via: 192.0.2.7, source-vni: «8»}`),
    ['conflict'],
  ],
  [
    'a link that is not there',
    onVxlan(`{macaddress: "${MAC}", via: 192.0.2.7, link: «eth7»}`),
    ['undefined-interface'],
  ],
  [
    "the device's own remote",
    onVxlan('«{macaddress: "00:00:00:00:00:00", via: 192.0.2.99}»'),
    ['w:no-effect'],
  ],
  [
    'said twice',
    onVxlan(`{macaddress: "${MAC}", via: 192.0.2.7}`, `«{macaddress: "${MAC}", via: 192.0.2.7, port: 4789}»`),
    ['w:duplicate-fdb'],
  ],
  [
    'one MAC address behind two remotes',
    onVxlan(`{macaddress: "${MAC}", via: 192.0.2.7}`, `«{macaddress: "${MAC}", via: 192.0.2.8}»`),
    ['duplicate-fdb'],
  ],
  [
    'one MAC address behind two ports',
    network(
      'ethernets:',
      `  eth0: {fdb: [{macaddress: "${MAC}"}]}`,
      `  eth1: {fdb: [«{macaddress: "${MAC}"}»]}`,
      'bridges: {br0: {interfaces: [eth0, eth1]}}',
    ),
    ['duplicate-fdb'],
    /one port for each MAC address/,
  ],
];

for (const example of CASES) test(`fdb: ${example[0]}`, () => checkCase(example));

const NOTHING = { vlan: null, local: false, sticky: false, via: null, port: null, vni: null };
const entryOf = (link: string, more: Partial<ForwardingEntry>): ForwardingEntry => ({
  ...{ type: 'fdb', link, macaddress: MAC, self: false, ...NOTHING, sourceVni: null, out: null },
  ...more,
});
const itemsOf = (text: string): ForwardingEntry[] => declared(text).fdb.map(({ item }) => item);

test('every key of an entry of a bridge is realised', () => {
  assert.deepEqual(
    itemsOf(
      onPort(
        `{macaddress: "${MAC}"}`,
        `{macaddress: "${MAC}", vlan: 10, sticky: true}`,
        `{macaddress: "${MAC}", vlan: 11, local: true}`,
      ),
    ),
    [
      entryOf('eth0', {}),
      entryOf('eth0', { vlan: 10, sticky: true }),
      entryOf('eth0', { vlan: 11, local: true }),
    ],
  );
  assert.deepEqual(itemsOf(onBridge(`{macaddress: "${MAC}"}`)), [
    entryOf('br0', { self: true, local: true }),
  ]);
});

test("every key of a remote is realised; what is the device's own anyway goes without saying", () => {
  const zero = '"00:00:00:00:00:00"';
  assert.deepEqual(
    itemsOf(
      onVxlan(
        `{macaddress: "${MAC}", via: "2001:DB8::7", port: 4789, vni: 7}`,
        `{macaddress: ${zero}, via: 192.0.2.7, port: 4790, vni: 8, link: eth0}`,
        `{macaddress: ${zero}, via: 192.0.2.8}`,
      ),
    ),
    [
      entryOf('vx0', { self: true, via: '2001:db8::7' }),
      entryOf('vx0', {
        ...{ macaddress: '00:00:00:00:00:00', self: true, via: '192.0.2.7' },
        ...{ port: 4790, vni: 8, out: 'eth0' },
      }),
      entryOf('vx0', { macaddress: '00:00:00:00:00:00', self: true, via: '192.0.2.8' }),
    ],
  );
});
