import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  codes,
  declared,
  forwarding,
  liveAddress,
  made,
  nic,
  planned,
  virtual,
} from '../samples.ts';

const mv = virtual('mv0', 'macvlan', { link: 'eth0', 'macvlan.mode': 'bridge' });
const mv1 = virtual('mv1', 'macvlan', { link: 'eth2', 'macvlan.mode': 'bridge' });
const port = declared('eth0', 'physical', { master: 'br0' });

test('A macvlan that shall become something else goes before its device becomes a port', () => {
  const { said, steps, after } = planned(
    { links: [nic('eth0'), mv] },
    { links: [declared('br0', 'bridge'), port, declared('mv0', 'ifb')] },
    made(mv),
  );
  assert.deepEqual(said, [
    'create bridge br0',
    'remove macvlan mv0',
    'change link eth0, master null -> br0',
    'create ifb mv0',
  ]);
  assert.equal(steps[1]?.reason, 'makes way for link eth0');
  assert.equal(after.links.find(({ name }) => name === 'mv0')?.kind, 'ifb');
});

test('A macvlan that moves to another device goes before the first one becomes a port', () => {
  const { said } = planned(
    { links: [nic('eth0'), nic('eth1'), mv] },
    { links: [declared('br0', 'bridge'), port, declared('mv0', 'macvlan', { link: 'eth1' })] },
    made(mv),
  );
  assert.deepEqual(said, [
    'create bridge br0',
    'remove macvlan mv0',
    'change link eth0, master null -> br0',
    'create macvlan mv0',
  ]);
});

test('A macvlan on a port of a bridge is left out with an error, on a port of a VRF it is made', () => {
  const wish = declared('mv0', 'macvlan', { link: 'eth0' });
  const bridge = planned(
    { links: [virtual('br9', 'bridge'), nic('eth0', { master: 'br9' })] },
    { links: [wish] },
  );
  assert.deepEqual([bridge.said, codes(bridge.problems)], [[], ['lower-taken']]);
  const moved = planned(
    {
      links: [
        virtual('br9', 'bridge'),
        nic('eth0', { master: 'br9' }),
        nic('eth1'),
        { ...mv, attributes: { ...mv.attributes, link: 'eth1' } },
      ],
    },
    { links: [wish] },
    made(mv),
  );
  assert.deepEqual([moved.said, codes(moved.problems)], [[], ['lower-taken']]);
  const vrf = planned(
    { links: [virtual('blue', 'vrf'), nic('eth0', { master: 'blue' })] },
    { links: [wish] },
  );
  assert.deepEqual([vrf.said, vrf.problems], [['create macvlan mv0'], []]);
});

test('A VXLAN does not get a device that is its master by now, or stands on that', () => {
  const br0 = virtual('br0', 'bridge', { mtu: 1500 });
  const mv9 = virtual('mv9', 'macvlan', { link: 'br0', mtu: 1500 });
  const vx0 = virtual('vx0', 'vxlan', { 'vxlan.id': 7, link: null, master: 'br0', mtu: 1500 });
  const live = { links: [br0, mv9, vx0] };
  const wanted = (link: string, more = {}) => ({
    links: [declared('vx0', 'vxlan', { 'vxlan.id': 7, link, ...more })],
  });
  for (const link of ['br0', 'mv9']) {
    const { said, problems } = planned(live, wanted(link));
    assert.deepEqual([said, codes(problems)], [[], ['lower-taken']]);
  }
  assert.deepEqual(codes(planned(live, wanted('br0', { master: null })).problems), []);
});

test('A macvlan cannot be beside an ipvlan of others, and comes after one that goes', () => {
  const ipvlan = virtual('ip0', 'ipvlan', { link: 'eth0', 'ipvlan.mode': 'l2' });
  const wish = declared('mv0', 'macvlan', { link: 'eth0' });
  const theirs = planned({ links: [nic('eth0'), ipvlan] }, { links: [wish] });
  assert.deepEqual([theirs.said, codes(theirs.problems)], [[], ['lower-taken']]);
  const moves = planned(
    { links: [nic('eth0'), nic('eth1'), ipvlan] },
    { links: [wish, declared('ip0', 'ipvlan', { link: 'eth1' })] },
    made(ipvlan),
  );
  assert.deepEqual(moves.said, ['remove ipvlan ip0', 'create macvlan mv0', 'create ipvlan ip0']);
});

test('A link with a macvlan of others does not become a port', () => {
  const { said, problems } = planned(
    { links: [nic('eth0'), mv] },
    { links: [declared('br0', 'bridge'), port] },
  );
  assert.deepEqual([said, codes(problems)], [['create bridge br0'], ['lower-taken']]);
});

test('A port that is in a ring cannot join a bridge, and nothing that is declared of it as a port is tried', () => {
  const ring = virtual('ring', 'hsr', { 'hsr.interfaces': ['eth0', 'eth1'] });
  const { said, problems } = planned(
    { links: [nic('eth0'), nic('eth1'), ring] },
    {
      links: [declared('br0', 'bridge'), port],
      fdb: [forwarding('eth0', '02:00:00:00:00:09')],
    },
  );
  assert.deepEqual(said, ['create bridge br0']);
  assert.deepEqual(codes(problems), ['lower-taken', 'no-port']);
});

test('A ring on a port of a bridge, and a macsec beside a macvlan, are left out with an error', () => {
  const { said, problems } = planned(
    { links: [virtual('br9', 'bridge'), nic('eth0', { master: 'br9' }), nic('eth1'), nic('eth2'), mv1] },
    {
      links: [
        declared('ring', 'hsr', { 'hsr.interfaces': ['eth0', 'eth1'] }),
        declared('ms0', 'macsec', { link: 'eth2' }),
      ],
    },
  );
  assert.deepEqual([said, codes(problems)], [[], ['lower-taken', 'lower-taken']]);
});

test('A link that becomes a macvlan does so after what receives on its device and shall become something else', () => {
  const iv = virtual('iv0', 'ipvlan', { link: 'eth0' });
  const other = virtual('x0', 'dummy');
  const { said } = planned(
    { links: [nic('eth0'), other, iv] },
    { links: [declared('x0', 'macvlan', { link: 'eth0' }), declared('iv0', 'dummy')] },
    made(other, iv),
  );
  assert.deepEqual(said, [
    'remove ipvlan iv0',
    'replace macvlan x0, kind dummy -> macvlan',
    'create dummy iv0',
  ]);
});

test('What is declared on a link that is left out does not come on the other one of its name', () => {
  const { said, problems } = planned(
    {
      links: [virtual('br9', 'bridge'), nic('eth0', { master: 'br9' }), virtual('mv0', 'sit')],
      addresses: [liveAddress('mv0', '10.0.0.2/24')],
    },
    {
      links: [declared('mv0', 'macvlan', { link: 'eth0' })],
      addresses: [address('mv0', '10.0.0.1/24'), address('mv0', '10.0.0.2/24')],
    },
  );
  assert.deepEqual([said, codes(problems)], [[], ['lower-taken']]);
});
