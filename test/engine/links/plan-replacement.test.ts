import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  codes,
  declared,
  liveAddress,
  liveRoute,
  made,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

const vx = (attributes = {}) =>
  virtual('vx0', 'vxlan', { 'vxlan.id': 7, 'vxlan.port': 4789, 'vxlan.remote': '10.9.0.1', ...attributes });
const wish = (attributes = {}) => declared('vx0', 'vxlan', { 'vxlan.id': 8, state: 'up', ...attributes });

test('A link is made anew when an attribute cannot change in place, and says which', () => {
  const { said, steps } = planned({ links: [vx()] }, { links: [wish()] });
  assert.deepEqual(said, ['replace vxlan vx0, vxlan.id 7 -> 8']);
  assert.equal(steps[0]?.changes[0]?.forces, true);
  assert.match(steps[0]?.notes[0] ?? '', /made anew/);
});

test('Declared addresses and routes come back on the new link, adopted ones as they were', () => {
  const { said, steps } = planned(
    {
      links: [vx()],
      addresses: [liveAddress('vx0', '10.0.0.1/24')],
      routes: [liveRoute('10.1.0.0/16', 'vx0'), liveRoute('10.2.0.0/16', 'vx0')],
    },
    { links: [wish()], addresses: [address('vx0', '10.0.0.1/24')], routes: [route('10.1.0.0/16', 'vx0')] },
  );
  assert.deepEqual(said, [
    'replace vxlan vx0, vxlan.id 7 -> 8',
    'create address 10.0.0.1/24 dev vx0',
    'create route 10.1.0.0/16 dev vx0',
    'create route 10.2.0.0/16 dev vx0',
  ]);
  assert.deepEqual(new Set(steps.slice(1).map((s) => s.reason)), new Set(['lost when vx0 is made anew']));
  assert.deepEqual(
    steps
      .slice(1)
      .map((s) => (s.after?.type === 'route' || s.after?.type === 'address' ? s.after.protocol : null)),
    [0, 4, 4],
  );
});

test('It is refused when that destroys what is not declared, and each victim is named', () => {
  const live = {
    links: [vx(), virtual('mv9', 'macvlan', { link: 'vx0' })],
    addresses: [
      liveAddress('vx0', '10.0.0.1/24'),
      liveAddress('vx0', '10.0.0.9/24', { dynamic: true }),
      liveAddress('vx0', 'fe80::1/64', { protocol: 3 }),
    ],
  };
  const { said, problems } = planned(live, { links: [wish()] });
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['recreate']);
  const message = problems[0]?.message ?? '';
  for (const victim of ['macvlan mv9 on it', '10.0.0.1/24', '10.0.0.9/24'])
    assert(message.includes(victim), victim);
  assert(!message.includes('fe80'));
  assert.equal(problems[0]?.stops, true);
});

test('With leave it is done all the same', () => {
  const live = { links: [vx(), virtual('mv9', 'macvlan', { link: 'vx0' })] };
  const { said, steps, after } = planned(live, { links: [wish()] }, {}, { allowRecreate: true });
  assert.deepEqual(said, ['replace vxlan vx0, vxlan.id 7 -> 8']);
  assert.deepEqual(steps[0]?.notes.at(-1), 'destroys macvlan mv9 on it');
  assert.deepEqual(
    after.links.map((l) => l.name),
    ['vx0'],
  );
});

test('Declared links that stand on it, and ports of it, are made and joined again', () => {
  const bridge = virtual('br0', 'dummy');
  const links = [bridge, virtual('mv0', 'macvlan', { link: 'br0' }), nic('eth0', { master: 'br0' })];
  const { said } = planned(
    { links },
    {
      links: [
        declared('br0', 'bridge'),
        declared('mv0', 'macvlan', { link: 'br0' }),
        declared('eth0', 'physical', { master: 'br0' }),
      ],
    },
    made(bridge),
  );
  assert.deepEqual(said, [
    'replace bridge br0, kind dummy -> bridge',
    'create macvlan mv0',
    'change link eth0, master null -> br0',
  ]);
});

test('A link of another kind that is ours is replaced', () => {
  const live = virtual('br0', 'macvlan');
  assert.deepEqual(planned({ links: [live] }, { links: [declared('br0', 'bridge')] }, made(live)).said, [
    'replace bridge br0, kind macvlan -> bridge',
  ]);
});

test('One that is not ours stops the run', () => {
  const { said, problems } = planned(
    { links: [virtual('br0', 'dummy')] },
    { links: [declared('br0', 'bridge')] },
  );
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['other-kind']);
  assert.match(problems[0]?.hint ?? '', /--allow-recreate/);
});

test('A NIC cannot be replaced even with leave', () => {
  const { said, problems } = planned(
    { links: [nic('br0')] },
    { links: [declared('br0', 'bridge')] },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(said, []);
  assert.equal(problems[0]?.stops, true);
  assert.doesNotMatch(problems[0]?.hint ?? '', /--allow-recreate/);
});

test('Nor can a foreign link that has the name of a new peer', () => {
  const { said, problems } = planned(
    {
      links: [
        virtual('va', 'veth', { 'veth.peer': 'x' }),
        virtual('x', 'veth', { 'veth.peer': 'va' }),
        nic('vb'),
      ],
    },
    { links: [declared('va', 'veth', { 'veth.peer': 'vb' }), declared('vb', 'veth', { 'veth.peer': 'va' })] },
  );
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['other-kind', 'other-kind']);
});

test('A peer in another namespace is a victim, too', () => {
  const live = virtual('va', 'veth', {}, { facts: { peerElsewhere: true } });
  const { problems } = planned(
    { links: [live] },
    { links: [declared('va', 'macvlan', { link: 'eth0' }), declared('eth0')] },
    made(live),
  );
  assert.deepEqual(codes(problems).sort(), ['link-missing', 'lower-missing']);
  const here = planned(
    { links: [live, nic('eth0')] },
    { links: [declared('va', 'macvlan', { link: 'eth0' }), declared('eth0')] },
    made(live),
  );
  assert.match(here.problems[0]?.message ?? '', /another network namespace/);
});

test('A VXLAN of ours that is no longer declared makes way for one of its network identifier', () => {
  const old = vx({ 'vxlan.remote': null });
  const wanted = declared('vx1', 'vxlan', { 'vxlan.id': 7, 'vxlan.port': 4789 });
  assert.deepEqual(codes(planned({ links: [old] }, { links: [wanted] }).problems), ['taken']);
  assert.deepEqual(planned({ links: [old] }, { links: [wanted] }, made(old)).said, [
    'remove vxlan vx0',
    'create vxlan vx1',
  ]);
  const elsewhere = declared('vx1', 'vxlan', { 'vxlan.id': 7 });
  assert.deepEqual(planned({ links: [old] }, { links: [elsewhere] }).said, ['create vxlan vx1']);
});

test('A VXLAN is made anew to lose its device, which the kernel would keep', () => {
  const on = vx({ link: 'eth0' });
  const { said } = planned({ links: [nic('eth0'), on] }, { links: [wish({ 'vxlan.id': 7, link: null })] });
  assert.deepEqual(said, ['replace vxlan vx0, link eth0 -> null']);
});

test('An ifb is made anew for another MAC address, which the kernel takes at its creation only', () => {
  const live = virtual('ifb9', 'ifb', { macaddress: '02:00:00:00:00:01' });
  const wish = declared('ifb9', 'ifb', { macaddress: '02:00:00:00:00:02' });
  assert.deepEqual(planned({ links: [live] }, { links: [wish] }, made(live)).said, [
    'replace ifb ifb9, macaddress 02:00:00:00:00:01 -> 02:00:00:00:00:02',
  ]);
});
