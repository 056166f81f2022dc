import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachability } from '../../../src/engine/on-links/reach.ts';
import type { Nexthop, Route } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { liveAddress, liveRoute, machine, nic } from '../samples.ts';

const world = worldOf(
  machine({
    links: [nic('eth0'), nic('eth1', { state: 'down' }), nic('eth2', { mtu: 1270 })],
    addresses: [
      liveAddress('eth0', '10.0.0.1/24'),
      liveAddress('eth0', '192.0.2.1/32', { peer: '192.0.2.2' }),
      liveAddress('eth0', '2001:db8::1/64'),
    ],
    routes: [liveRoute('172.16.0.0/12', 'eth0'), liveRoute('10.9.0.0/24', 'eth0', { protocol: 2 })],
  }),
);
const taken = (route: Route): boolean => reachability(world)(route);
const via = (gateway: string, more: Partial<Route> = {}): Route =>
  liveRoute(gateway.includes(':') ? '2001:db8:7::/48' : '10.7.0.0/16', 'eth0', { via: gateway, ...more });

test('A gateway is in reach in the network of an address, of a peer, or behind a route without a gateway', () => {
  for (const gateway of ['10.0.0.9', '192.0.2.2', '172.20.0.1', '2001:db8::9'])
    assert(taken(via(gateway)), gateway);
});

test('Otherwise it is not, except that it is said to be on the link', () => {
  for (const gateway of ['10.1.0.9', '2001:db9::9']) {
    assert(!taken(via(gateway)), gateway);
    assert(taken(via(gateway, { onLink: true })), gateway);
  }
});

test('A connected route alone does not keep a gateway in reach: it goes with its address', () => {
  assert(!taken(via('10.9.0.9')));
});

test('Only the first address of a subnet brings a route to it, if it is to have one', () => {
  const addresses = [
    liveAddress('eth0', '10.0.0.1/24', { noPrefixRoute: true }),
    liveAddress('eth0', '10.0.1.1/24'),
    liveAddress('eth0', '10.0.0.2/24', { secondary: true }),
    liveAddress('eth0', '10.0.1.2/24', { secondary: true, noPrefixRoute: true }),
    liveAddress('eth0', '2001:db8::1/64', { noPrefixRoute: true }),
    liveAddress('eth0', '2001:db8::2/64'),
  ];
  const isTaken = reachability(worldOf(machine({ links: [nic('eth0')], addresses })));
  const gateways = ['10.0.0.9', '10.0.1.9', '2001:db8::9'];
  assert.deepEqual(
    gateways.filter((gateway) => isTaken(via(gateway))),
    ['10.0.1.9', '2001:db8::9'],
  );
});

test('A link-local gateway is always in reach', () => {
  assert(taken(via('fe80::9')));
});

test('Every link of a route must be up and there', () => {
  assert(!taken(liveRoute('10.7.0.0/16', 'eth1')));
  assert(!taken(liveRoute('10.7.0.0/16', 'eth9')));
  const hop = (link: string, gateway: string | null) => ({ via: gateway, link, weight: 1, onLink: false });
  assert(
    taken(liveRoute('10.7.0.0/16', null, { nexthops: [hop('eth0', '10.0.0.9'), hop('eth0', '10.0.0.8')] })),
  );
  assert(!taken(liveRoute('10.7.0.0/16', null, { nexthops: [hop('eth0', '10.0.0.9'), hop('eth1', null)] })));
  assert(!taken(liveRoute('10.7.0.0/16', null, { nexthops: [hop('eth0', '10.1.0.9')] })));
});

test('A link whose MTU is too low for IPv6 takes routes of IPv4 only', () => {
  assert(taken(liveRoute('10.7.0.0/16', 'eth2')));
  assert(!taken(liveRoute('2001:db8:7::/48', 'eth2')));
});

test('One of IPv4 by an IPv6 gateway needs IPv6 on the link that leads there', () => {
  const viaIpv6 = (link: string): boolean => taken(liveRoute('10.7.0.0/16', link, { via: 'fe80::9' }));
  assert(viaIpv6('eth0'));
  assert(!viaIpv6('eth2'));
  const hop = (link: string, via: string | null) => ({ via, link, weight: 1, onLink: false });
  const byTwo = (...nexthops: Nexthop[]): boolean => taken(liveRoute('10.7.0.0/16', null, { nexthops }));
  assert(byTwo(hop('eth0', 'fe80::9'), hop('eth2', null)));
  assert(!byTwo(hop('eth0', null), hop('eth2', 'fe80::9')));
});

test('A preferred source must be there', () => {
  assert(taken(liveRoute('10.7.0.0/16', 'eth0', { from: '10.0.0.1' })));
  assert(!taken(liveRoute('10.7.0.0/16', 'eth0', { from: '10.0.0.2' })));
});

test('A route that leads nowhere needs nothing', () => {
  assert(taken(liveRoute('10.7.0.0/16', null, { kind: 'blackhole' })));
});
