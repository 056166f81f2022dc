import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, configureAs, configureBoth, forward, hostsAround, twoHosts } from '../support/hosts.ts';
import { assertReaches, assertTransfers, assertUnreachable, macOf } from '../support/traffic.ts';

test('hosts that do not ask for MAC addresses reach each other by declared neighbours', async (t) => {
  const hosts = await twoHosts(t);
  const text = `
    ethernets:
      eth0:
        macaddress: "02:00:00:00:00:0{N}"
        arp: false
        addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]
        neighbors:
          - {to: 192.0.2.{M}, macaddress: "02:00:00:00:00:0{M}"}
          - {to: "2001:db8::{M}", macaddress: "02:00:00:00:00:0{M}"}
  `;
  await configureBoth(hosts, text);
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2');
  await assertReaches(b, '2001:db8::1');
  assertTransfers(a, b, '192.0.2.2');
  await configureAs(a, 1, text.replaceAll('00:0{M}', '00:09'));
  assertUnreachable(a, '192.0.2.2');
  await configureAs(a, 1, text);
  await assertReaches(a, '192.0.2.2');
});

test('a router answers ARP and neighbour discovery for a host that is elsewhere', async (t) => {
  const { a, middle, b } = await hostsAround(t);
  forward(middle);
  middle.sh(
    'sysctl -qw net.ipv6.conf.all.proxy_ndp=1 net.ipv6.conf.left.proxy_ndp=1 net.ipv4.neigh.left.proxy_delay=0 net.ipv6.neigh.left.proxy_delay=0',
  );
  await configure(a, 'ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}}');
  await configure(
    b,
    `
    ethernets:
      eth0:
        addresses: [192.0.2.77/32, "2001:db8::77/128"]
        routes:
          - {to: 192.0.2.0/24, via: 10.0.0.254, on-link: true}
          - {to: "2001:db8::/64", via: "fd00::fe", on-link: true}
    `,
  );
  const router = (proxies: string): string => `
    ethernets:
      left:
        addresses: [192.0.2.254/24, "2001:db8::fe/64"]
        neighbors: [${proxies}]
      right:
        addresses: [10.0.0.254/24, "fd00::fe/64"]
        routes: [{to: 192.0.2.77/32, scope: link}, {to: "2001:db8::77/128", scope: link}]
  `;
  await configure(middle, router('{to: 192.0.2.77, proxy: true}, {to: "2001:db8::77", proxy: true}'));
  await assertReaches(a, '192.0.2.77');
  await assertReaches(a, '2001:db8::77');
  assert.ok(a.sh('ip neigh show 192.0.2.77').includes(macOf(middle, 'left')));
  await configure(middle, router(''));
  a.sh('ip neigh flush all');
  assertUnreachable(a, '192.0.2.77');
  await assertReaches(a, '192.0.2.254');
});
