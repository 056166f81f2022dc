import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '../../src/model/index.ts';
import { afterDown, afterIpv6Off, afterRemoval, afterUp } from '../../src/resources/effects.ts';
import { type World, worldOf } from '../../src/resources/world.ts';
import { liveAddress, liveRoute, machine, nic, pair, virtual } from '../engine/samples.ts';

function left(live: Partial<Snapshot>, effect: (world: World) => void) {
  const world = worldOf(machine(live));
  effect(world);
  return {
    world,
    links: [...world.links.keys()],
    addresses: [...world.addresses.values()].map((a) => a.address),
    routes: [...world.routes.values()].map((r) => r.to),
    lost: [...world.lost.values()].map(({ item }) =>
      item.type === 'link'
        ? item.name
        : item.type === 'address'
          ? item.address
          : item.type === 'route'
            ? item.to
            : '',
    ),
  };
}

const hop = (link: string) => ({ via: null, link, weight: 1, onLink: true });
const down = (name: string) => (world: World) => {
  const link = world.links.get(name);
  if (link !== undefined)
    world.links.set(name, { ...link, attributes: { ...link.attributes, state: 'down' } });
  afterDown(world, name, 'down');
};

const STACK: Partial<Snapshot> = {
  links: [nic('eth0'), nic('eth1')],
  addresses: [
    liveAddress('eth0', '10.0.0.1/24'),
    liveAddress('eth0', '2001:db8::1/64'),
    liveAddress('eth1', '2001:db8:1::1/64'),
  ],
  routes: [
    liveRoute('10.7.0.0/16', 'eth0'),
    liveRoute('2001:db8:7::/48', 'eth0'),
    liveRoute('10.8.0.0/16', 'eth1', { from: '10.0.0.1' }),
    liveRoute('10.9.0.0/16', null, { nexthops: [hop('eth0'), hop('eth1')] }),
    liveRoute('2001:db8:9::/48', null, { nexthops: [hop('eth0'), hop('eth1')] }),
  ],
};

test('A link that goes down loses its routes and IPv6 addresses and keeps its IPv4 addresses', () => {
  const { addresses, routes, lost } = left(STACK, down('eth0'));
  assert.deepEqual(addresses, ['10.0.0.1', '2001:db8:1::1']);
  assert.deepEqual(routes, ['10.8.0.0/16', '10.9.0.0/16', '2001:db8:9::/48']);
  assert.deepEqual(lost, ['10.7.0.0/16', '2001:db8:7::/48', '2001:db8::1']);
});

test('A route of several paths goes when the last of its links goes down', () => {
  const { routes } = left(STACK, (world) => {
    down('eth0')(world);
    down('eth1')(world);
  });
  assert.deepEqual(routes, []);
});

test('A route of several paths goes with the last of its living ones', () => {
  const paths = [hop('eth0'), { ...hop('eth1'), dead: true as const }];
  const { routes } = left(
    { ...STACK, routes: [{ ...liveRoute('10.9.0.0/16', null), nexthops: paths }] },
    down('eth0'),
  );
  assert.deepEqual(routes, []);
});

test('VLANs go down with their lower device, and come up with it', () => {
  const vlan = virtual('eth0.5', 'vlan', { link: 'eth0' });
  const { world, routes } = left(
    { links: [nic('eth0'), vlan], routes: [liveRoute('10.7.0.0/16', 'eth0.5')] },
    down('eth0'),
  );
  assert.deepEqual([world.links.get('eth0.5')?.attributes['state'], routes], ['down', []]);
  afterUp(world, 'eth0');
  assert.equal(world.links.get('eth0.5')?.attributes['state'], 'up');
});

test('Links of other kinds stay up on a lower device that goes down', () => {
  const { world, routes } = left(
    {
      links: [nic('eth0'), virtual('mv0', 'macvlan', { link: 'eth0' })],
      routes: [liveRoute('10.7.0.0/16', 'mv0')],
    },
    down('eth0'),
  );
  assert.deepEqual([world.links.get('mv0')?.attributes['state'], routes], ['up', ['10.7.0.0/16']]);
});

test('Without IPv6 a link loses IPv6 addresses, routes and paths, and nothing else', () => {
  const { world, addresses, routes } = left(STACK, (w) => afterIpv6Off(w, 'eth0', 'mtu'));
  assert.deepEqual(addresses, ['10.0.0.1', '2001:db8:1::1']);
  assert.deepEqual(routes, ['10.7.0.0/16', '10.8.0.0/16', '10.9.0.0/16', '2001:db8:9::/48']);
  const multipath = [...world.routes.values()].at(-1);
  assert.deepEqual([multipath?.link, multipath?.nexthops], ['eth1', undefined]);
});

test('Routes by nexthop objects stay when IPv6 goes from their links', () => {
  const routes = [
    liveRoute('2001:db8:7::/48', 'eth0', { nexthopId: 61 }),
    liveRoute('2001:db8:8::/48', null, { nexthops: [hop('eth0'), hop('eth1')], nexthopId: 62 }),
  ];
  const after = left({ ...STACK, routes }, (w) => afterIpv6Off(w, 'eth0', 'mtu'));
  assert.deepEqual([...after.world.routes.values()], routes);
});

test('With a link go its addresses, its routes, and those that prefer one of its addresses', () => {
  const { links, addresses, routes } = left(STACK, (w) => afterRemoval(w, 'eth0', 'gone'));
  assert.deepEqual([links, addresses], [['eth1'], ['2001:db8:1::1']]);
  // An IPv4 route goes with any of its links, an IPv6 one loses the path.
  assert.deepEqual(routes, ['2001:db8:9::/48']);
});

test('What is lost in parts is noted whole', () => {
  const { world } = left(STACK, (w) => {
    afterRemoval(w, 'eth0', 'first');
    afterRemoval(w, 'eth1', 'second');
  });
  const lost = [...world.lost.values()].find(
    ({ item }) => item.type === 'route' && item.to === '2001:db8:9::/48',
  );
  assert.equal(lost?.item.type === 'route' ? lost.item.nexthops?.length : 0, 2);
  assert.equal(lost?.reason, 'first');
});

test('Links stacked on it go, too, and what is stacked on these', () => {
  const links = [
    nic('eth0'),
    virtual('vx0', 'vxlan', { link: 'eth0' }),
    virtual('mv0', 'macvlan', { link: 'vx0' }),
    virtual('d0', 'dummy'),
  ];
  const found = left({ links, addresses: [liveAddress('mv0', '10.0.0.1/24')] }, (w) =>
    afterRemoval(w, 'eth0', 'gone'),
  );
  assert.deepEqual(
    [found.links, found.addresses, found.lost.sort()],
    [['d0'], [], ['10.0.0.1', 'mv0', 'vx0']],
  );
});

test('A veth takes its peer along, once', () => {
  const { links, lost } = left({ links: pair('va', 'vb') }, (w) => afterRemoval(w, 'va', 'gone'));
  assert.deepEqual([links, lost], [[], ['vb']]);
});

test('Ports are released without what they were as ports', () => {
  const port = nic('eth0', { master: 'br0', 'bridge-port.path-cost': 7 });
  const { world } = left({ links: [virtual('br0', 'bridge'), port] }, (w) => afterRemoval(w, 'br0', 'gone'));
  assert.deepEqual(world.links.get('eth0'), nic('eth0'));
});

test('A link that is not there takes nothing along', () => {
  assert.deepEqual(left(STACK, (w) => afterRemoval(w, 'eth9', 'gone')).lost, []);
});
