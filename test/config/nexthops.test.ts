import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, eth0, network } from './diagnose.ts';

const route = (paths: string, rest = ''): string =>
  eth0(`routes: [{to: 10.0.0.0/8, nexthops: [${paths}]${rest}}]`);

const CASES: readonly Case[] = [
  ['a path over an unknown device', route('{via: 10.1.0.1, interface: «eth7»}'), ['undefined-interface']],
  ['no path at all', eth0('routes: [{to: 10.0.0.0/8, nexthops: «[]»}]'), ['wrong-value'], /at least 1/],
  ['paths that are no list', eth0('routes: [{to: 10.0.0.0/8, nexthops: «5»}]'), ['wrong-type']],
  ['a weight of 0', route('{via: 10.1.0.1, weight: «0»}'), ['out-of-range']],
  ['a weight beyond 256', route('{via: 10.1.0.1, weight: «257»}'), ['out-of-range']],
  ['an unknown key of a path', route('{via: 10.1.0.1, «dev»: eth0}'), ['unknown-key']],
  ['a gateway that is no host', route('{via: «224.0.0.1»}'), ['wrong-address']],
  [
    'a gateway with a prefix length',
    route('{via: «10.1.0.1/8»}'),
    ['wrong-address'],
    /leave the prefix length out/,
  ],
  ['on-link without a gateway', route('{on-link: «true»}'), ['conflict']],
  [
    'an IPv4 gateway of an IPv6 route',
    eth0('routes: [{to: "fd00::/8", nexthops: [{via: "fe80::1"}, {via: «10.1.0.1»}]}]'),
    ['family-mismatch'],
  ],
  [
    'the same path twice',
    route('{via: 10.1.0.1}, «{via: 10.1.0.1, interface: eth0, weight: 2}»'),
    ['duplicate-route'],
    /"weight"/,
  ],
  ['via beside nexthops', route('{via: 10.1.0.1}', ', via: «10.1.0.2»'), ['conflict']],
  ['on-link beside nexthops', route('{via: 10.1.0.1}', ', on-link: «false»'), ['conflict']],
  [
    'paths of a route that goes nowhere',
    eth0('routes: [{to: 10.0.0.0/8, type: blackhole, nexthops: «[{via: 10.1.0.1}]»}]'),
    ['conflict'],
  ],
  ['a scope that has no paths', route('{via: 10.1.0.1}', ', scope: «link»'), ['conflict']],
  [
    'an IPv6 path without a gateway beside others',
    eth0('routes: [{to: "fd00::/8", nexthops: [{via: "fe80::1"}, «{interface: eth0}»]}]'),
    ['missing-key'],
    /each path of an IPv6 route/,
  ],
  [
    "a gateway that is the path's device itself",
    network(
      'ethernets:',
      '  eth0: {routes: [{to: 10.0.0.0/8, nexthops: [{via: «10.1.0.1», interface: eth1}, {via: 10.2.0.1}]}]}',
      '  eth1: {addresses: [10.1.0.1/24]}',
    ),
    ['wrong-gateway'],
  ],
  [
    "a gateway that no address of the path's device reaches",
    network(
      'ethernets:',
      '  eth0: {addresses: [10.3.0.2/24], routes: [{to: 10.0.0.0/8, nexthops: [{via: «10.3.0.1», interface: eth1}, {via: 10.3.0.1}]}]}',
      '  eth1: {addresses: [10.1.0.1/24]}',
    ),
    ['w:gateway-not-on-link'],
    /no address of "eth1"/,
  ],
  [
    'default whose paths do not tell the family',
    eth0('routes: [{to: «default», nexthops: [{interface: eth0}]}]'),
    ['missing-key'],
  ],
];

for (const example of CASES) test(`paths: ${example[0]}`, () => checkCase(example));

test('Every key of a path is realised; the device is by default that of the route, the weight 1', () => {
  const { routes } = declared(
    network(
      'ethernets:',
      '  eth0: {routes: [{to: default, nexthops: [{via: 192.0.2.1}, {via: 198.51.100.1, interface: eth1, weight: 256, on-link: yes}]}]}',
      '  eth1: {}',
    ),
  );
  const [{ item } = { item: undefined }] = routes;
  assert.deepEqual([item?.to, item?.link, item?.via], ['0.0.0.0/0', null, undefined]);
  assert.deepEqual(item?.nexthops, [
    { via: '192.0.2.1', link: 'eth0', weight: 1, onLink: false },
    { via: '198.51.100.1', link: 'eth1', weight: 256, onLink: true },
  ]);
});

test('The family of a default route is that of its paths', () => {
  const { routes } = declared(
    eth0('routes: [{to: default, nexthops: [{via: "fe80::1"}, {via: "fe80::2"}]}]'),
  );
  assert.equal(routes[0]?.item.to, '::/0');
});

test('A path of a VRF leads over the port whose network has its gateway', () => {
  const { routes } = declared(
    network(
      'ethernets: {eth0: {addresses: [192.0.2.1/24]}, eth1: {addresses: [198.51.100.1/24]}}',
      'vrfs:',
      '  red:',
      '    table: 100',
      '    interfaces: [eth0, eth1]',
      '    routes: [{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.9}, {via: 198.51.100.9}, {via: 198.51.100.8, interface: eth1}]}]',
    ),
  );
  assert.deepEqual(
    routes[0]?.item.nexthops?.map(({ link }) => link),
    ['eth0', 'eth1', 'eth1'],
  );
});

test('An IPv4 route may have IPv6 gateways; a default route is IPv4 if one gateway is', () => {
  const { routes } = declared(
    eth0(
      'routes: [{to: default, nexthops: [{via: "fe80::1"}, {via: 10.0.0.1}]}, {to: 10.0.0.0/8, nexthops: [{via: "fe80::1"}]}]',
    ),
  );
  assert.deepEqual(
    routes.map(({ item }) => [item.to, item.family]),
    [
      ['0.0.0.0/0', 4],
      ['10.0.0.0/8', 4],
    ],
  );
});

test('The same gateway may be a path over each of two devices', () => {
  const yaml = network(
    'ethernets:',
    '  eth0: {routes: [{to: default, nexthops: [{via: "fe80::1"}, {via: "fe80::1", interface: eth1}]}]}',
    '  eth1: {}',
  );
  assert.deepEqual(diagnose(yaml), []);
});

test('Among a thousand simple routes one has several paths', () => {
  const lines = Array.from(
    { length: 2000 },
    (_, i) => `  - {to: 10.${i >> 8}.${i & 255}.0/24, via: 192.0.2.1}`,
  );
  const { routes } = declared(
    eth0('routes:', ...lines, '  - {to: 172.16.0.0/12, nexthops: [{via: 192.0.2.1}, {via: 192.0.2.2}]}'),
  );
  assert.equal(routes.length, 2001);
  assert.equal(routes[2000]?.item.nexthops?.length, 2);
});
