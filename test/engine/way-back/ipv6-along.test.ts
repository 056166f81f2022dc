import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withIpv6Along } from '../../../src/engine/way-back/ipv6-along.ts';
import { declared, machine, nic, planned } from '../samples.ts';

const eth0 = nic('eth0', { 'accept-ra': 0, 'sysctl.ipv6.proxy_ndp': 1, 'sysctl.ipv4.rp_filter': 2 });

const along = (mtu: number): readonly string[] => {
  const before = machine({ links: [eth0] });
  const { steps } = planned(before, { links: [declared('eth0', 'physical', { mtu })] });
  const changed = new Map([['eth0', new Set(['mtu'])]]);
  return [...(withIpv6Along(changed, steps, before).get('eth0') ?? [])];
};

test('An MTU below 1280 takes the settings of IPv6 along, no others', () => {
  assert.deepEqual(along(1270), ['mtu', 'accept-ra', 'sysctl.ipv6.proxy_ndp']);
});

test('Another MTU takes none along', () => {
  assert.deepEqual(along(1300), ['mtu']);
});
