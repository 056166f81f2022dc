import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0 } from './diagnose.ts';

const MAC = '02:00:00:00:00:09';
const said = (...neighbors: readonly string[]): string => eth0(`neighbors: [${neighbors.join(', ')}]`);

const CASES: readonly Case[] = [
  ['no address', said(`{to: «here», macaddress: "${MAC}"}`), ['wrong-address']],
  [
    'a network is no neighbour',
    said(`{to: «192.0.2.0/24», macaddress: "${MAC}"}`),
    ['wrong-address'],
    /leave the prefix length out/,
  ],
  [
    'addresses that nobody has',
    said(`{to: «0.0.0.0», macaddress: "${MAC}"}`, `{to: «"ff02::1"», macaddress: "${MAC}"}`),
    ['wrong-address', 'wrong-address'],
  ],
  ['an address is needed', said(`«{macaddress: "${MAC}"}»`), ['missing-key']],
  ['a MAC address is needed', said('«{to: 192.0.2.9}»'), ['missing-key'], /proxy: true/],
  [
    'MAC addresses that are none',
    said('{to: 192.0.2.9, macaddress: «"02:00:00"»}', '{to: 192.0.2.8, macaddress: «"01:00:5e:00:00:01"»}'),
    ['wrong-value', 'wrong-value'],
  ],
  ['a proxy has none', said(`{to: 192.0.2.9, proxy: true, macaddress: «"${MAC}"»}`), ['conflict']],
  ['an IPv4 router', said(`{to: 192.0.2.9, macaddress: "${MAC}", router: «true»}`), ['wrong-value']],
  [
    'said twice',
    said(`{to: 192.0.2.9, macaddress: "${MAC}"}`, `«{to: 192.0.2.9, macaddress: "${MAC}"}»`),
    ['w:duplicate-neighbor'],
  ],
  [
    'said twice in different ways',
    said(`{to: 192.0.2.9, macaddress: "${MAC}"}`, '«{to: 192.0.2.9, macaddress: "02:00:00:00:00:0a"}»'),
    ['duplicate-neighbor'],
  ],
  [
    'an address of its own',
    eth0('addresses: [192.0.2.9/24]', `neighbors: [«{to: 192.0.2.9, macaddress: "${MAC}"}»]`),
    ['w:no-effect'],
  ],
];

for (const example of CASES) test(`neighbors: ${example[0]}`, () => checkCase(example));

test('every key of a neighbour is realised', () => {
  const { neighbors } = declared(
    said(
      '{to: 192.0.2.9, macaddress: "02:00:00:00:00:0A"}',
      '{to: "2001:DB8:0::9", macaddress: "02:00:00:00:00:09", router: yes}',
      '{to: 192.0.2.9, proxy: true}',
    ),
  );
  const base = { type: 'neighbor', link: 'eth0', proxy: false, router: false };
  assert.deepEqual(
    neighbors.map(({ item }) => item),
    [
      { ...base, family: 4, to: '192.0.2.9', macaddress: '02:00:00:00:00:0a' },
      { ...base, family: 6, to: '2001:db8::9', macaddress: MAC, router: true },
      { ...base, family: 4, to: '192.0.2.9', macaddress: null, proxy: true },
    ],
  );
});

test('on a tunnel over IP an IP address is the link-layer address', () => {
  const { neighbors } = declared(
    said('{to: 192.0.2.9, macaddress: 203.0.113.9}', '{to: 192.0.2.8, macaddress: "2001:db8::9"}'),
  );
  assert.deepEqual(
    neighbors.map(({ item }) => item.macaddress),
    ['cb:00:71:09', '20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:09'],
  );
});
