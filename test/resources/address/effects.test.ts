import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address, Route } from '../../../src/model/index.ts';
import { addresses } from '../../../src/resources/address/address.ts';
import { afterAddress } from '../../../src/resources/address/effects.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { liveAddress, liveRoute, machine, nic } from '../../engine/samples.ts';

/** What is left, and what is noted as lost, when an address leaves the others. */
function after(gone: Address, others: readonly Address[], routes: readonly Route[] = [], state = 'up') {
  const links = [nic('eth0', { state }), nic('eth1')];
  const world = worldOf(machine({ links, addresses: [gone, ...others], routes }));
  world.addresses.delete(addresses.key(gone));
  afterAddress(world, gone);
  return {
    addresses: [...world.addresses.values()].map((a) => a.address),
    routes: [...world.routes.values()].map((r) => (r.from == null ? r.to : `${r.to} from ${r.from}`)),
    lost: [...world.lost.values()].map(({ item }) =>
      item.type === 'route' ? item.to : item.type === 'address' ? item.address : '',
    ),
  };
}

const primary = liveAddress('eth0', '10.0.0.1/24');
const other = liveAddress('eth0', '10.1.0.1/24');
const via = liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9' });
const from = (more: Partial<Route> = {}): Route =>
  liveRoute('10.8.0.0/16', 'eth1', { from: '10.0.0.1', ...more });

test('The secondaries of its subnet go with a primary, those of others stay', () => {
  const { addresses: left, lost } = after(primary, [
    liveAddress('eth0', '10.0.0.2/24', { secondary: true }),
    liveAddress('eth1', '10.0.0.3/24', { secondary: true }),
    liveAddress('eth0', '10.1.0.2/24', { secondary: true }),
    other,
  ]);
  assert.deepEqual([left, lost], [['10.0.0.3', '10.1.0.2', '10.1.0.1'], ['10.0.0.2']]);
});

test('A secondary goes alone', () => {
  const second = liveAddress('eth0', '10.0.0.2/24', { secondary: true });
  assert.deepEqual(
    after(second, [primary, liveAddress('eth0', '10.0.0.3/24', { secondary: true })]).addresses,
    ['10.0.0.1', '10.0.0.3'],
  );
});

test('Gateway routes stay while the link has any IPv4 address', () => {
  assert.deepEqual(after(primary, [other], [via]).routes, ['10.7.0.0/16']);
});

test('With the last IPv4 address all IPv4 routes over the link go, in all tables, and no IPv6 ones', () => {
  const all = [
    via,
    liveRoute('10.9.0.0/16', 'eth0', { table: 100 }),
    liveRoute('10.9.0.0/16', 'eth1'),
    liveRoute('2001:db8::/48', 'eth0'),
  ];
  const { routes, lost } = after(primary, [liveAddress('eth0', '2001:db8::1/64')], all);
  assert.deepEqual(
    [routes, lost],
    [
      ['10.9.0.0/16', '2001:db8::/48'],
      ['10.7.0.0/16', '10.9.0.0/16'],
    ],
  );
});

test('A route by a nexthop object stays without any IPv4 address', () => {
  const byObject = liveRoute('10.7.0.0/16', 'eth0', { nexthopId: 63 });
  assert.deepEqual(after(primary, [], [byObject]).routes, ['10.7.0.0/16']);
});

test('A route of several paths lives while one of them leads over another link', () => {
  const hop = (link: string) => ({ via: null, link, weight: 1, onLink: true });
  const two = liveRoute('10.9.0.0/16', null, { nexthops: [hop('eth0'), hop('eth1')] });
  const one = liveRoute('10.10.0.0/16', null, { nexthops: [hop('eth0'), hop('eth0')] });
  assert.deepEqual(after(primary, [], [two, one]).routes, ['10.9.0.0/16']);
});

test('Its path over a link that is down is not lost with the address: it lives again when the link comes up', () => {
  const hop = (link: string) => ({ via: null, link, weight: 1, onLink: true });
  const two = liveRoute('10.9.0.0/16', null, { nexthops: [hop('eth0'), hop('eth1')] });
  assert.deepEqual(after(primary, [], [two]).lost, ['10.9.0.0/16']);
  assert.deepEqual(after(primary, [], [two], 'down').lost, []);
});

test('It goes with the last of its paths, whatever the others died of', () => {
  const hop = (link: string, dead = false) => ({
    via: null,
    link,
    weight: 1,
    onLink: true,
    ...(dead && { dead: true as const }),
  });
  const two = { ...liveRoute('10.9.0.0/16', null), nexthops: [hop('eth0'), hop('eth1', true)] };
  assert.deepEqual(after(primary, [], [two]).routes, []);
});

test('Routes of the main table that prefer the address go with it, over whatever link', () => {
  assert.deepEqual(after(primary, [other], [from(), from({ table: 100, to: '10.9.0.0/16' })]).routes, [
    '10.9.0.0/16 from 10.0.0.1',
  ]);
});

test('They stay while the address is there with another prefix length or on another link', () => {
  for (const twin of [liveAddress('eth0', '10.0.0.1/16'), liveAddress('eth1', '10.0.0.1/24')]) {
    assert.deepEqual(after(primary, [other, twin], [from()]).lost, []);
  }
});

test('A secondary that goes along takes routes that prefer it', () => {
  const second = liveAddress('eth0', '10.0.0.2/24', { secondary: true });
  assert.deepEqual(after(primary, [second, other], [from({ from: '10.0.0.2' })]).routes, []);
});

test('IPv6 routes forget the source that they preferred, and stay', () => {
  const v6 = liveAddress('eth0', '2001:db8::1/64');
  const routes = [liveRoute('2001:db8:7::/48', 'eth1', { from: '2001:db8::1' })];
  const { routes: left, lost } = after(v6, [], routes);
  assert.deepEqual([left, lost], [['2001:db8:7::/48'], ['2001:db8:7::/48']]);
  assert.deepEqual(after(v6, [liveAddress('eth1', '2001:db8::1/64')], routes).lost, []);
});
