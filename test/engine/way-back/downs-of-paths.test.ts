import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutDownsOfPaths } from '../../../src/engine/way-back/downs-of-paths.ts';
import type { Link, Nexthop } from '../../../src/model/index.ts';
import { liveRoute, machine, nic, target, wanted } from '../samples.ts';

const hop = (link: string): Nexthop => ({ link, via: '10.0.0.9', weight: 1, onLink: true });

test('Links that are one of several paths, and are to be down again, stay up at first where they are', () => {
  const down = (name: string): Link => nic(name, { state: 'down', mtu: 1500 });
  const names = ['eth0', 'eth1', 'eth2'];
  const several = target({
    links: names.map((name) => wanted(down(name))),
    routes: [
      wanted(liveRoute('10.7.0.0/16', null, { nexthops: [hop('eth0'), hop('eth1')] })),
      wanted(liveRoute('10.8.0.0/16', 'eth2')),
    ],
  });
  const now = machine({ links: [nic('eth0', { state: 'up' }), down('eth1'), nic('eth2', { state: 'up' })] });
  assert.deepEqual(
    withoutDownsOfPaths(several, now).links.map(({ item: { name, attributes } }) => [
      name,
      attributes['state'],
      attributes['mtu'],
    ]),
    [
      ['eth0', undefined, 1500],
      ['eth1', 'down', 1500],
      ['eth2', 'down', 1500],
    ],
  );
});
