import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolve } from '../../../src/engine/target/resolve.ts';
import { declared, network } from '../../config/diagnose.ts';
import { machine, nic } from '../samples.ts';

const NICS = ['eth0', 'eth1', 'eth2', 'eth3', 'eth4', 'wlan0', 'wlan1'];

const metricsOf = (text: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    resolve(declared(text), machine({ links: NICS.map((name) => nic(name)) })).target.clients.map(
      ({ item }) => [item.link, item.settings['dhcp4-overrides.route-metric']],
    ),
  );

test('Devices with DHCP have metrics one after the other, in the order of the configuration, around those that are said', () => {
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
  assert.deepEqual([wlan0, wlan1], [600, 601]);
});

test('What is in a VRF has metrics of its own', () => {
  const text = network(
    'ethernets: {eth0: {dhcp4: true}, eth1: {dhcp4: true}, eth2: {dhcp4: true}}',
    'vrfs: {red: {table: 10, interfaces: [eth1, eth2]}}',
  );
  assert.deepEqual(metricsOf(text), { eth0: 100, eth1: 100, eth2: 101 });
});

test('Links that one device stands for have metrics one after the other, and others those behind them', () => {
  const text = network('ethernets: {lan: {match: {name: "eth[01]"}, dhcp4: true}, eth2: {dhcp4: true}}');
  assert.deepEqual(metricsOf(text), { eth0: 100, eth1: 101, eth2: 102 });
});

test('What is said of a device is said of each link that it stands for', () => {
  const text = network(
    'ethernets: {lan: {match: {name: "eth[01]"}, dhcp4: true, dhcp4-overrides: {route-metric: 7}}}',
  );
  assert.deepEqual(metricsOf(text), { eth0: 7, eth1: 7 });
});
