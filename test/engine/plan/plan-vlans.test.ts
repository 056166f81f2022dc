import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link } from '../../../src/model/index.ts';
import { codes, declared, liveAddress, liveRoute, made, nic, planned, virtual } from '../samples.ts';

const vlan = (name: string, id: number, more: Attributes = {}): Link =>
  virtual(name, 'vlan', { link: 'eth0', 'vlan.id': id, 'vlan.protocol': '802.1q', ...more });
const wanted = (name: string, id: number, more: Attributes = {}) =>
  declared(name, 'vlan', { link: 'eth0', 'vlan.id': id, ...more });

test('VLANs go down before their device and come back after it, those of others too', () => {
  const links = [
    nic('eth0'),
    vlan('a', 1),
    vlan('b', 2, { 'vlan.loose-binding': true }),
    vlan('c', 3, { link: 'a' }),
  ];
  const { said } = planned({ links }, { links: [declared('eth0', 'physical', { state: 'down' })] });
  assert.deepEqual(said, [
    'change vlan c, state up -> down',
    'change vlan a, state up -> down',
    'change link eth0, state up -> down',
  ]);
});

test('A VLAN that is to stay down goes down again when its device comes up', () => {
  const links = [
    nic('eth0', { state: 'down' }),
    vlan('a', 1, { state: 'down' }),
    vlan('b', 2, { state: 'down' }),
  ];
  const { said, after } = planned(
    { links },
    { links: [declared('eth0', 'physical', { state: 'up' }), wanted('b', 2, { state: 'down' })] },
  );
  assert.deepEqual(said, [
    'change link eth0, state down -> up',
    'change vlan a, state down -> up',
    'change vlan b, state down -> up',
    'change vlan b, state up -> down',
  ]);
  assert.deepEqual(
    after.links.map(({ attributes }) => attributes['state']),
    ['up', 'up', 'down'],
  );
});

test('What others have on a VLAN is named when it goes down with the device', () => {
  const live = {
    links: [nic('eth0'), vlan('a', 1)],
    routes: [liveRoute('10.0.0.0/8', 'a')],
  };
  const { problems } = planned(live, { links: [declared('eth0', 'physical', { state: 'down' })] });
  assert.deepEqual(codes(problems), ['lost']);
  assert.match(problems[0]?.message ?? '', /route 10\.0\.0\.0\/8 dev a \(lost when a goes down\)/);
});

test('An MTU that falls takes those of undeclared VLANs and macvlans along; a declared VLAN is told its own', () => {
  const links = [
    nic('eth0', { mtu: 9000 }),
    vlan('a', 1, { mtu: 9000 }),
    vlan('b', 2, { mtu: 9000 }),
    virtual('m', 'macvlan', { link: 'eth0', mtu: 9000 }),
  ];
  const { said, after } = planned(
    { links },
    { links: [declared('eth0', 'physical', { mtu: 1500 }), wanted('a', 1, { mtu: 1500 })] },
  );
  assert.deepEqual(said, ['change link eth0, mtu 9000 -> 1500', 'change vlan a, mtu 9000 -> 1500']);
  assert.deepEqual(
    after.links.map(({ attributes }) => attributes['mtu']),
    [1500, 1500, 1500, 1500],
  );
});

test('An ipvlan follows the MTU of its device both ways, and a declared one goes back', () => {
  const links = [nic('eth0'), virtual('i', 'ipvlan', { link: 'eth0', mtu: 1400 })];
  const { said } = planned(
    { links },
    {
      links: [
        declared('eth0', 'physical', { mtu: 9000 }),
        declared('i', 'ipvlan', { link: 'eth0', mtu: 1400 }),
      ],
    },
  );
  assert.deepEqual(said, ['change link eth0, mtu 1500 -> 9000', 'change ipvlan i, mtu 9000 -> 1400']);
});

test('Of two VLANs that exchange their ids one makes way for the other', () => {
  const links = [nic('eth0'), vlan('a', 1), vlan('b', 2)];
  const { said } = planned(
    { links },
    { links: [wanted('a', 2), wanted('b', 1)] },
    made(vlan('a', 1), vlan('b', 2)),
  );
  assert.deepEqual(said, ['remove vlan b', 'replace vlan a, vlan.id 1 -> 2', 'create vlan b']);
});

test('A VLAN that cannot make way without harm stops the run', () => {
  const live = {
    links: [nic('eth0'), vlan('a', 1), vlan('b', 2)],
    addresses: [liveAddress('b', '10.0.0.1/24')],
  };
  const links = [wanted('a', 2), wanted('b', 1)];
  const { problems } = planned(live, { links });
  assert.equal(codes(problems).includes('taken'), true);
  assert.match(problems[0]?.message ?? '', /10\.0\.0\.1\/24/);
});

test('A VLAN on a device that is down by wish is made and stays down, with a warning', () => {
  const { said, problems, after } = planned(
    { links: [nic('eth0', { state: 'down' })] },
    { links: [wanted('a', 1, { state: 'up' })] },
  );
  assert.deepEqual([said, codes(problems)], [['create vlan a'], ['link-down']]);
  assert.deepEqual(planned(after, { links: [wanted('a', 1, { state: 'up' })] }).said, []);
  const loose = wanted('b', 2, { state: 'up', 'vlan.loose-binding': true });
  assert.deepEqual(planned(after, { links: [loose] }).problems, []);
});

test('A VLAN that is down comes up for a moment with the port that a team opens', () => {
  const { said, after } = planned(
    { links: [nic('eth0'), vlan('a', 1, { state: 'down' }), virtual('team0', 'team')] },
    { links: [declared('eth0', 'physical', { master: 'team0', state: 'down' })] },
  );
  assert.deepEqual(said, [
    'change link eth0, master null -> team0, state up -> down',
    'change vlan a, state down -> up',
    'change vlan a, state up -> down',
    'change link eth0, state up -> down',
  ]);
  assert.equal(after.links.find(({ name }) => name === 'a')?.attributes['state'], 'down');
});

test('A VLAN that is made anew on a device that is down stays down, with a warning; one that is there stays up', () => {
  const live = {
    links: [
      nic('eth0'),
      nic('eth1', { state: 'down' }),
      virtual('v0', 'vlan', { 'vlan.id': 5, link: 'eth0' }),
      virtual('v1', 'vlan', { 'vlan.id': 6, link: 'eth1' }),
    ],
  };
  const { said, after, problems } = planned(
    live,
    {
      links: [
        declared('v0', 'vlan', { 'vlan.id': 5, link: 'eth1', state: 'up' }),
        declared('v1', 'vlan', { 'vlan.id': 6, link: 'eth1', state: 'up' }),
      ],
    },
    made(...live.links.slice(2)),
  );
  assert.deepEqual(said, ['replace vlan v0, link eth0 -> eth1']);
  assert.deepEqual(after.links.map(({ name, attributes }) => [name, attributes['state']]).toSorted(), [
    ['eth0', 'up'],
    ['eth1', 'down'],
    ['v0', 'down'],
    ['v1', 'up'],
  ]);
  assert.deepEqual(codes(problems), ['link-down']);
});
