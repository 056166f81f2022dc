import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const metricsOf = (text: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    declared(text).clients.map(({ item }) => [item.link, item.settings['dhcp4-overrides.route-metric']]),
  );

test('devices with DHCP have metrics one after the other, in the order of the configuration, around those that are said', () => {
  const text = network(
    'ethernets:',
    '  eth1: {dhcp4: true}',
    '  eth0: {dhcp4: true}',
    '  eth2: {dhcp4: true, dhcp4-overrides: {route-metric: 101}}',
    '  eth3: {dhcp4: true, dhcp4-overrides: {use-routes: false}}',
    '  eth4: {}',
    'bridges: {br0: {interfaces: [eth4], dhcp4: true}}',
    'wifis:',
    '  wlan0: {dhcp4: true, access-points: {a: {}}}',
    '  wlan1: {dhcp4: true, access-points: {a: {}}}',
  );
  const { wlan0, wlan1, ...wired } = metricsOf(text);
  assert.deepEqual(wired, { eth1: 100, eth0: 102, eth2: 101, eth3: 100, br0: 103 });
});

test('what is in a VRF has metrics of its own', () => {
  const text = network(
    'ethernets: {eth0: {dhcp4: true}, eth1: {dhcp4: true}, eth2: {dhcp4: true}}',
    'vrfs: {red: {table: 10, interfaces: [eth1, eth2]}}',
  );
  assert.deepEqual(metricsOf(text), { eth0: 100, eth1: 100, eth2: 101 });
});

const CASES: readonly Case[] = [
  [
    'two devices that say one metric are told of',
    network(
      'ethernets:',
      '  eth0: {dhcp4: true, dhcp4-overrides: {route-metric: ‹50›}}',
      '  eth1: {dhcp4: true, dhcp4-overrides: {route-metric: «50»}}',
    ),
    ['w:same-metric'],
    /only one of them will have a default route/,
  ],
  [
    'those whose routes are not taken are not',
    network(
      'ethernets:',
      '  eth0: {dhcp4: true, dhcp4-overrides: {route-metric: 50}}',
      '  eth1: {dhcp4: true, dhcp4-overrides: {route-metric: 50, use-routes: false}}',
    ),
    [],
  ],
];
for (const example of CASES) test(example[0], () => checkCase(example));
