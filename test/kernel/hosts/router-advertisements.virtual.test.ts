import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDnsmasq } from '../support/dnsmasq.ts';
import { configure, twoHosts } from '../support/hosts.ts';
import type { Namespace, Shown } from '../support/namespace.ts';
import { nl } from '../support/program.ts';
import { addressesOf } from '../support/shown.ts';
import { assertReaches, eventually } from '../support/traffic.ts';

const ROUTER = `
  ethernets: {eth0: {addresses: ["2001:db8:1::1/64"]}, lo: {addresses: ["2001:db8:ff::1/128"]}}
`;

const announced = (host: Namespace): readonly Shown[] =>
  addressesOf(host, 'eth0').filter(({ dynamic }) => dynamic === true);

const defaults = (host: Namespace): readonly unknown[] =>
  host.ip('-6', 'route', 'show', 'default').map(({ protocol, gateway, dev }) => ({ protocol, gateway, dev }));

test('what a router announces stands beside what is declared, and no run touches it', async (t) => {
  const [a, b] = await twoHosts(t);
  a.sh('sysctl -qw net.ipv6.conf.eth0.router_solicitations=-1');
  await configure(b, ROUTER);
  await startDnsmasq(t, b, 'eth0', ['--enable-ra', '--dhcp-range=2001:db8:1::,ra-only,64,600']);
  const text = (more: string): string => `
    ethernets: {eth0: {addresses: ["2001:db8:9::1/64"${more}], ipv6-address-token: "::5"}}
  `;
  await configure(a, text(''));
  await eventually(
    () =>
      assert.deepEqual(
        announced(a).map(({ local }) => local),
        ['2001:db8:1::5'],
      ),
    60_000,
  );
  await eventually(() => assert.equal(defaults(a).length, 1), 60_000);
  await assertReaches(a, '2001:db8:ff::1', { from: '2001:db8:1::5', within: 60_000 });
  const before = [announced(a).map(({ local }) => local), defaults(a)];
  assert.match(JSON.stringify(before), /"protocol":"ra","gateway":"fe80:/);
  // Once more the same, then a change of what is declared.
  await configure(a, text(''));
  await configure(a, text(', "2001:db8:9::2/64"'));
  await configure(a, text(''));
  assert.deepEqual([announced(a).map(({ local }) => local), defaults(a)], before);
  assert.deepEqual(
    addressesOf(a, 'eth0')
      .filter(({ dynamic }) => dynamic !== true)
      .map(({ local }) => local),
    ['2001:db8:9::1'],
  );
  await assertReaches(a, '2001:db8:ff::1', { from: '2001:db8:1::5' });
});

test('a declared default route wins over an announced one by its metric, and leaves it there', async (t) => {
  const [a, b] = await twoHosts(t, 'eth0', 'eth1');
  a.sh('sysctl -qw net.ipv6.conf.eth0.router_solicitations=-1');
  await configure(
    b,
    `
    ethernets:
      eth0: {addresses: ["2001:db8:1::1/64"]}
      eth1: {addresses: ["2001:db8:2::1/64"]}
      lo: {addresses: ["2001:db8:ff::1/128"]}
    `,
  );
  await startDnsmasq(t, b, 'eth0', ['--enable-ra', '--dhcp-range=2001:db8:1::,ra-only,64,600']);
  await configure(
    a,
    `
    ethernets:
      eth0: {}
      eth1: {addresses: ["2001:db8:2::2/64"], routes: [{to: "::/0", via: "2001:db8:2::1", metric: 100}]}
    `,
  );
  await eventually(() => assert.equal(defaults(a).length, 2), 60_000);
  await assertReaches(a, '2001:db8:ff::1');
  assert.match(a.sh('ip route get 2001:db8:ff::1'), /dev eth1/);
  await configure(a, 'ethernets: {eth0: {}, eth1: {addresses: ["2001:db8:2::2/64"]}}');
  assert.match(a.sh('ip route get 2001:db8:ff::1'), /dev eth0/);
  await assertReaches(a, '2001:db8:ff::1');
});

test('a declared IPv6 MTU holds against that of a router, which is not shown as if it were declared', async (t) => {
  const [a, b] = await twoHosts(t);
  a.sh('sysctl -qw net.ipv6.conf.eth0.router_solicitations=-1');
  // It is set again by the next advertisement.
  const forget = (): string => a.sh('sysctl -qw net.ipv6.conf.eth0.hop_limit=64');
  b.sh('sysctl -qw net.ipv6.conf.all.hop_limit=50');
  await configure(b, ROUTER);
  const dhcp = ['--enable-ra', '--ra-param=eth0,mtu:1480,5', '--dhcp-range=2001:db8:1::,ra-only,64,600'];
  await startDnsmasq(t, b, 'eth0', dhcp);
  const heard = (): readonly string[] =>
    a.sh('cd /proc/sys/net/ipv6/conf/eth0; cat mtu hop_limit').trim().split('\n');
  await configure(a, 'ethernets: {eth0: {}}');
  await eventually(() => assert.deepEqual(heard(), ['1480', '50']), 60_000);
  assert.doesNotMatch(nl(a, ['show']).stdout, /ipv6-mtu|hop_limit/);
  await configure(a, 'ethernets: {eth0: {ipv6-mtu: 1400}}');
  forget();
  await eventually(() => assert.deepEqual(heard(), ['1400', '50']), 60_000);
  assert.match(nl(a, ['show']).stdout, /ipv6-mtu: 1400/);
  await configure(a, 'ethernets: {eth0: {}}');
  forget();
  await eventually(() => assert.deepEqual(heard(), ['1480', '50']), 60_000);
});
