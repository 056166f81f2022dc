import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fallenCarriers,
  routesOfFallen,
  watchCarriers,
} from '../../../src/engine/on-links/watched-carriers.ts';
import type { Link, NexthopObject } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { liveRoute, machine, nic, pair, virtual } from '../samples.ts';

const up = { state: 'up' };

/** What is said when links are as these afterwards; a name stands for one that is gone. */
function saidOf(link: string, links: readonly Link[], ...after: readonly (Link | string)[]): string[] {
  const object: NexthopObject = {
    ...{ id: 60, family: 2, scope: 0, protocol: 12, flags: 0, link, members: [], attributes: '' },
  };
  const routes = [
    liveRoute('10.6.0.0/16', link, { via: '10.98.0.1', onLink: true, nexthopId: 60 }),
    liveRoute('10.7.0.0/16', link, { via: '10.98.0.1', onLink: true }),
  ];
  const world = worldOf({ ...machine({ links, routes }), nexthopObjects: [object] });
  const watched = watchCarriers({ routes: [] }, world);
  for (const one of after) {
    if (typeof one === 'string') world.links.delete(one);
    else world.links.set(one.name, one);
  }
  return routesOfFallen(fallenCarriers(watched, world), world).map(({ message }) => message);
}

const bridge = virtual('br0', 'bridge', up);
const said = [
  'br0 loses its carrier, and a moment later what leads over it by nexthop objects goes: route 10.6.0.0/16 via 10.98.0.1 dev br0',
];

test('Routes by nexthop objects over a bridge go when its last port leaves or goes down, and the plan says so', () => {
  const port = nic('eth0', { ...up, master: 'br0' });
  assert.deepEqual(saidOf('br0', [bridge, port]), []);
  assert.deepEqual(saidOf('br0', [bridge, port], nic('eth0', up)), said);
  assert.deepEqual(saidOf('br0', [bridge, port], 'eth0'), said);
  assert.deepEqual(saidOf('br0', [bridge, port], nic('eth0', { state: 'down', master: 'br0' })), said);
  assert.deepEqual(
    saidOf('br0', [bridge, port], nic('eth0', up), virtual('vx0', 'vxlan', { ...up, master: 'br0' })),
    [],
  );
});

test('A bridge without ports keeps the carrier that it was made with until it gets a port or another identity', () => {
  const links = [bridge, nic('eth0')];
  assert.deepEqual(saidOf('br0', links, virtual('br0', 'bridge', { ...up, alias: 'lan' })), []);
  assert.deepEqual(saidOf('br0', links, virtual('br0', 'bridge', { ...up, 'bridge.priority': 9 })), said);
  assert.deepEqual(saidOf('br0', links, nic('eth0', { state: 'down', master: 'br0' })), said);
});

test('Routes by nexthop objects over a link whose peer or device goes down go, and the plan says so', () => {
  const [left, right] = pair('left', 'right');
  const down = { ...right, attributes: { ...right.attributes, state: 'down' } };
  assert.equal(saidOf('left', [left, right], down).length, 1);
  const macvlan = virtual('mv0', 'macvlan', { ...up, link: 'eth0' });
  assert.equal(saidOf('mv0', [nic('eth0'), macvlan], nic('eth0', { state: 'down' })).length, 1);
});

test('Nothing is said of a link that has no carrier as it is, or goes down or away itself', () => {
  const port = nic('eth0', { ...up, master: 'br0' });
  const without = { ...bridge, facts: { noCarrier: true } };
  assert.deepEqual(saidOf('br0', [without, port], nic('eth0', up)), []);
  assert.deepEqual(
    saidOf('br0', [bridge, port], nic('eth0', up), virtual('br0', 'bridge', { state: 'down' })),
    [],
  );
  assert.deepEqual(saidOf('br0', [bridge, port], 'br0'), []);
});
