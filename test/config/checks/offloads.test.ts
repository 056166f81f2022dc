import { test } from 'node:test';
import { type Case, checkCase, network } from '../diagnose.ts';

const CASES: readonly Case[] = ['tcp', 'tcp6'].map((one) => [
  `${one}-segmentation-offload without the checksums that it needs`,
  network(`ethernets: {eth0: {transmit-checksum-offload: false, ${one}-segmentation-offload: «true»}}`),
  ['conflict'],
  /needs "transmit-checksum-offload", which is off/,
]);
const ABOVE: readonly Case[] = [
  'bridges: {b0: {interfaces: [eth0]}}',
  'vrfs: {v0: {table: 7, interfaces: [eth0]}}',
  'vlans: {v7: {id: 7, link: eth0}}',
].map((above) => [
  `merging of received packets below ${above}`,
  network('ethernets: {eth0: {large-receive-offload: «true»}}', above),
  ['w:no-effect'],
  /has no effect on a (port of|device with)/,
]);
for (const one of CASES) test(`${one[0]} is refused`, () => checkCase(one));
for (const one of ABOVE) test(`${one[0]} is left out`, () => checkCase(one));

test('Received packets are merged below a bond, and on a device with macvlans', () =>
  checkCase([
    'no conflict',
    network(
      'ethernets: {eth0: {large-receive-offload: true}, eth1: {large-receive-offload: true}}',
      'bonds: {b0: {interfaces: [eth0]}}',
      'macvlans: {mv0: {link: eth1}}',
    ),
    [],
  ]));
