import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Nexthop } from '../../../src/model/index.ts';
import {
  address,
  codes,
  declared,
  liveAddress,
  liveRoute,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

const hop = (link: string, via: string, weight = 1): Nexthop => ({ via, link, weight, onLink: false });
const both = [hop('eth0', '10.0.0.9'), hop('eth1', '10.1.0.9', 3)];
const addresses = [liveAddress('eth0', '10.0.0.1/24'), liveAddress('eth1', '10.1.0.1/24')];
const wish = route('10.7.0.0/16', null, { nexthops: both });
const devices = [declared('eth0'), declared('eth1')];
const TWO = 'route 10.7.0.0/16 nexthop via 10.0.0.9 dev eth0 weight 1 nexthop via 10.1.0.9 dev eth1 weight 3';

test('A route of several paths is told as iproute2 writes it', () => {
  const { said, problems } = planned(
    { links: [nic('eth0'), nic('eth1')], addresses },
    { links: devices, routes: [wish] },
  );
  assert.deepEqual([said, problems], [[`create ${TWO}`], []]);
});

test('Weights change in place', () => {
  const nexthops = [both[0] ?? hop('', ''), hop('eth1', '10.1.0.9')];
  const { said } = planned(
    {
      links: [nic('eth0'), nic('eth1')],
      addresses,
      routes: [liveRoute('10.7.0.0/16', null, { nexthops, protocol: 78 })],
    },
    { links: devices, routes: [wish] },
  );
  assert.deepEqual(said, [
    `change ${TWO}, nexthops via 10.0.0.9 dev eth0 weight 1,via 10.1.0.9 dev eth1 weight 1 -> via 10.0.0.9 dev eth0 weight 1,via 10.1.0.9 dev eth1 weight 3`,
  ]);
});

test('Without the device of a path the route has the others, with a warning; without any device it waits', () => {
  const one = planned({ links: [nic('eth0')], addresses }, { links: devices, routes: [wish] });
  assert.deepEqual(one.said, ['create route 10.7.0.0/16 via 10.0.0.9 dev eth0']);
  assert.deepEqual(codes(one.problems).sort(), ['link-missing', 'path-down']);
  const none = planned({ links: [] }, { links: devices, routes: [wish] });
  assert.deepEqual(none.said, []);
  assert.deepEqual(codes(none.problems), ['link-missing', 'link-missing']);
});

test('A live route stays while no device of its paths is found', () => {
  const live = liveRoute('10.7.0.0/16', null, {
    nexthops: [hop('a', '10.0.0.9'), hop('b', '10.0.0.9')],
    protocol: 78,
  });
  const { said } = planned(
    { links: [nic('a'), nic('b')], routes: [live] },
    { links: devices, routes: [wish] },
  );
  assert.deepEqual(said, []);
});

test('A path over a link that stays down is left out with a warning; the route waits if all are down', () => {
  const links = [nic('eth0'), nic('eth1', { state: 'down' })];
  const down = declared('eth1', 'physical', { state: 'down' });
  const one = planned({ links, addresses }, { links: [declared('eth0'), down], routes: [wish] });
  assert.deepEqual(one.said, ['create route 10.7.0.0/16 via 10.0.0.9 dev eth0']);
  assert.deepEqual(
    one.problems.map(({ code, severity }) => [code, severity]),
    [['path-down', 'warning']],
  );
  const all = planned(
    { links: [nic('eth0', { state: 'down' }), nic('eth1', { state: 'down' })], addresses },
    { links: [declared('eth0', 'physical', { state: 'down' }), down], routes: [wish] },
  );
  assert.deepEqual(all.said, []);
  assert.ok(codes(all.problems).includes('link-down'));
});

test('A route without a gateway comes before one whose path needs it', () => {
  const far = route('10.8.0.0/16', null, { nexthops: [hop('eth0', '172.16.0.9'), hop('eth1', '10.1.0.9')] });
  const { said } = planned(
    { links: [nic('eth0'), nic('eth1')], addresses },
    { links: devices, routes: [far, route('172.16.0.0/24', 'eth0')] },
  );
  assert.deepEqual(
    said.map((text) => text.split(' ')[2]),
    ['172.16.0.0/24', '10.8.0.0/16'],
  );
});

test('A route is made again after the link of one of its paths was', () => {
  const nexthops = [hop('eth0', '10.0.0.9'), { ...hop('d0', '10.9.0.9'), onLink: true }];
  const { said } = planned(
    {
      links: [nic('eth0'), virtual('d0', 'dummy')],
      addresses,
      routes: [liveRoute('10.7.0.0/16', null, { nexthops, protocol: 78 })],
    },
    {
      links: [declared('eth0'), declared('d0', 'ifb', { state: 'up' })],
      routes: [route('10.7.0.0/16', null, { nexthops })],
    },
    {},
    { allowRecreate: true },
  );
  assert.ok(
    said.at(-1)?.startsWith('create route 10.7.0.0/16 nexthop via 10.0.0.9 dev eth0'),
    said.join('\n'),
  );
});

test("A path of others' that dies with the last address of its link is alive with the next one, and no loss", () => {
  const live = liveRoute('10.7.0.0/16', null, { nexthops: both, protocol: 11 });
  const own = [{ ...liveAddress('eth0', '10.0.0.1/24'), protocol: 78 }, liveAddress('eth1', '10.1.0.1/24')];
  const state = { links: [nic('eth0'), nic('eth1')], addresses: own, routes: [live] };
  const renumbered = planned(state, { links: devices, addresses: [address('eth0', '10.0.0.2/24')] });
  assert.deepEqual(renumbered.problems, []);
  const left = planned(state, { links: devices });
  assert.deepEqual(codes(left.problems), ['lost']);
});
