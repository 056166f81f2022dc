import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveAddress, liveRoute, made, nic, pair, planned, virtual } from '../samples.ts';

test('The removal of a link says what goes with it and which ports leave it', () => {
  const [a, b] = pair('va', 'vb');
  const bridge = virtual('br0', 'bridge');
  const mv = virtual('mv0', 'macvlan', { link: 'vb' });
  const ours = planned({ links: [a, b, mv] }, {}, made(a, b, mv));
  assert.deepEqual(
    ours.steps.map(({ name, notes }) => [name, notes]),
    [
      ['macvlan mv0', []],
      ['veth vb', ['va goes with it']],
    ],
  );
  const port = virtual('vx0', 'vxlan', { master: 'br0' });
  const left = planned({ links: [bridge, port, nic('eth0')] }, { links: [] }, made(bridge, port));
  assert.deepEqual(left.steps.find(({ name }) => name === 'bridge br0')?.notes, []);
});

test('What others have is told as destroyed, and not once more', () => {
  const bridge = virtual('br0', 'bridge');
  const { steps } = planned({ links: [bridge, nic('eth0', { master: 'br0' })] }, {}, made(bridge));
  assert.deepEqual(steps[0]?.notes, ['destroys the membership of its port eth0']);
});

test('Ports of a VRF that goes are down for a moment, which is said', () => {
  const vrf = virtual('blue', 'vrf', { 'vrf.table': 100 });
  const { steps } = planned({ links: [vrf, nic('eth0', { master: 'blue' })] }, {}, made(vrf));
  assert.deepEqual(steps[0]?.notes, [
    'destroys the membership of its port eth0',
    'eth0 goes down for a moment: its routes and IPv6 addresses go with it',
  ]);
});

test('A port of a VRF that goes loses its IPv6 though it is down, which is said where it has any', () => {
  const vrf = virtual('blue', 'vrf', { 'vrf.table': 100 });
  const links = [vrf, ...['eth0', 'eth1'].map((name) => nic(name, { master: 'blue', state: 'down' }))];
  const addresses = [liveAddress('eth0', '2001:db8::1/64'), liveAddress('eth1', '192.0.2.1/24')];
  const { steps } = planned({ links, addresses }, {}, made(vrf));
  assert.deepEqual(steps[0]?.notes.slice(1), ['eth0 loses its IPv6 addresses and routes: it leaves blue']);
});

test('VLANs on a port go down with it when its bond goes, which is said', () => {
  const bond = virtual('bond0', 'bond');
  const vlan = virtual('vl0', 'vlan', { link: 'eth0', 'vlan.id': 7 });
  const { steps } = planned({ links: [bond, nic('eth0', { master: 'bond0' }), vlan] }, {}, made(bond));
  assert.deepEqual(steps[0]?.notes.slice(1), [
    'eth0 goes down: its routes and IPv6 addresses go with it',
    'vl0 goes down with eth0',
  ]);
});

test('Of VLANs on a port of a VRF that goes kernels from 7.2 on take nothing, older ones their routes', () => {
  const vrf = virtual('blue', 'vrf', { 'vrf.table': 100 });
  const port = virtual('va', 'veth', { master: 'blue', 'veth.peer': 'vb' });
  const peer = virtual('vb', 'veth', { 'veth.peer': 'va' });
  const links = [vrf, port, peer, virtual('va.7', 'vlan', { link: 'va', 'vlan.id': 7 })];
  const live = { links, routes: [liveRoute('10.8.0.0/16', 'va.7', { table: 7 })] };
  const options = (later: boolean) => ({
    allowRecreate: true,
    machine: { id: () => undefined, boot: () => new Uint8Array(), vlansFollowLater: () => later },
  });
  const older = planned(live, {}, made(vrf), options(false));
  assert.deepEqual(older.said, ['remove vrf blue', 'create route 10.8.0.0/16 dev va.7 table 7']);
  assert.ok(older.steps[0]?.notes.includes('va.7 goes down with va'));
  const newer = planned(live, {}, made(vrf), options(true));
  assert.deepEqual(newer.said, ['remove vrf blue']);
  assert.ok(!newer.steps[0]?.notes.some((note) => note.includes('va.7')));
  assert.deepEqual(newer.after.routes, live.routes);
});
