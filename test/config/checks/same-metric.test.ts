import { test } from 'node:test';
import { type Case, checkCase, network } from '../diagnose.ts';

const CASES: readonly Case[] = [
  [
    'two devices that say one metric are told of',
    network(
      'ethernets:',
      '  eth0: {dhcp4: true, dhcp4-overrides: {route-metric: ‹50›}}',
      '  eth1: {dhcp4: true, dhcp4-overrides: {route-metric: «50»}}',
    ),
    ['w:same-metric'],
    /the one that comes first is used/,
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
