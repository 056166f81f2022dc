import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getLease, startDnsmasq } from '../support/dnsmasq.ts';
import { configure, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { addressTexts } from '../support/shown.ts';
import { assertReaches } from '../support/traffic.ts';

const links = (rest: string): string => `
  ethernets: {eth0: {}, eth1: {}}
  bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: 802.3ad, lacp-rate: fast, mii-monitor-interval: 50}}}
  vlans: {bond0.10: {link: bond0, id: 10${rest}}}
`;

test('a lease on a VLAN on a bond outlives runs that know nothing of it', {
  skip: without('bond', 'vlan'),
}, async (t) => {
  const [a, b] = await twoHosts(t, 'eth0', 'eth1');
  await configure(
    b,
    `${links(', addresses: [192.0.2.1/24]')}  dummy-devices: {world: {addresses: [198.51.100.1/32]}}\n`,
  );
  await configure(a, links(''));
  await startDnsmasq(t, b, 'bond0.10', [
    '--dhcp-range=192.0.2.100,192.0.2.110,255.255.255.0,600',
    '--dhcp-option=3,192.0.2.1',
  ]);
  assert.match(getLease(a, 'bond0.10'), /lease of 192\.0\.2\.1\d\d obtained/);
  await assertReaches(a, '198.51.100.1');
  const [leased] = addressTexts(a, 'bond0.10');
  const route = a.sh('ip route show default');
  assert.match(route, /via 192\.0\.2\.1 .*proto dhcp/);
  await configure(a, links(''));
  await configure(a, links(', addresses: [203.0.113.1/24]'));
  assert.deepEqual(addressTexts(a, 'bond0.10').sort(), [leased, '203.0.113.1/24']);
  await configure(a, links(', mtu: 1400'));
  assert.deepEqual(addressTexts(a, 'bond0.10'), [leased]);
  assert.equal(a.sh('ip route show default'), route);
  await assertReaches(a, '198.51.100.1');
});
