import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link, Value } from '../../../src/model/index.ts';
import { declared, nic, planned, virtual } from '../samples.ts';

/** A record of a link that we made, with what we gave it and what is usual. */
const ours = (
  { name, kind }: Link,
  set: Readonly<Record<string, readonly [Value, Value]>>,
  index?: number,
) => ({
  links: {
    [name]: {
      kind,
      created: true,
      ...(index !== undefined && { index }),
      set: Object.fromEntries(
        Object.entries(set).map(([key, [our, before]]) => [key, { ours: our, before }]),
      ),
    },
  },
});

const dropped = (
  link: Link,
  record: ReturnType<typeof ours>,
  more: readonly Link[] = [],
  attributes: Attributes = {},
) =>
  planned({ links: [link, ...more] }, { links: [declared(link.name, link.kind, attributes)] }, record).said;

test('An attribute that a link of ours no longer shall have goes back to what the kernel gives', () => {
  const dm0 = virtual('dm0', 'dummy', { mtu: 1400, alias: 'x', group: 7 });
  assert.deepEqual(dropped(dm0, ours(dm0, { mtu: [1400, null], alias: ['x', null], group: [7, 0] })), [
    'change dummy dm0, mtu 1400 -> 1500, alias x -> null, group 7 -> 0',
  ]);
});

test('A setting goes back to what new links have; where nobody knows that, it stays', () => {
  const dm0 = virtual('dm0', 'dummy', { 'sysctl.ipv4.rp_filter': 2, 'accept-ra': 0 });
  const wanted = { links: [declared('dm0', 'dummy')] };
  const record = ours(dm0, { 'sysctl.ipv4.rp_filter': [2, null], 'accept-ra': [0, null] });
  const new_ = new Map([['sysctl.ipv4.rp_filter', 1]]);
  const machine = {
    id: () => undefined,
    boot: () => new Uint8Array(),
    settingOfNew: (name: string) => new_.get(name),
  };
  const known = planned({ links: [dm0] }, wanted, record, { machine });
  assert.deepEqual(known.said, ['change dummy dm0, sysctl.ipv4.rp_filter 2 -> 1']);
  assert.deepEqual(planned({ links: [dm0] }, wanted, record).said, []);
});

test('What somebody else has changed since stays', () => {
  const dm0 = virtual('dm0', 'dummy', { mtu: 1300 });
  assert.deepEqual(dropped(dm0, ours(dm0, { mtu: [1400, null] })), []);
});

test('A link of another index is not the one that we set it on', () => {
  const dm0 = virtual('dm0', 'dummy', { mtu: 1400 }, { index: 9 });
  assert.deepEqual(dropped(dm0, ours(dm0, { mtu: [1400, null] }, 8)), []);
  assert.deepEqual(dropped(dm0, ours(dm0, { mtu: [1400, null] }, 9)), ['change dummy dm0, mtu 1400 -> 1500']);
});

test("The MTU goes back to the lower device's, of a bridge to its smallest port's, of a tunnel to what its headers leave; where that is not known, and of a bond's port, it stays", () => {
  const eth0 = nic('eth0', { mtu: 9000 });
  const mv0 = virtual('mv0', 'macvlan', { mtu: 1400, link: 'eth0', 'macvlan.mode': 'bridge' });
  const lower = { link: 'eth0', 'macvlan.mode': 'bridge' };
  assert.deepEqual(dropped(mv0, ours(mv0, { mtu: [1400, null] }), [eth0], lower), [
    'change macvlan mv0, mtu 1400 -> 9000',
  ]);
  const br0 = virtual('br0', 'bridge', { mtu: 1300 });
  const ports = [nic('eth1', { master: 'br0' }), nic('eth2', { mtu: 1400, master: 'br0' })];
  assert.deepEqual(dropped(br0, ours(br0, { mtu: [1300, null] }), ports), [
    'change bridge br0, mtu 1300 -> 1400',
  ]);
  const gt0 = virtual('gt0', 'gretap', { mtu: 1300 });
  assert.deepEqual(dropped(gt0, ours(gt0, { mtu: [1300, null] })), ['change gretap gt0, mtu 1300 -> 1462']);
  const vt0 = virtual('vt0', 'vti6', { mtu: 1300 });
  assert.deepEqual(dropped(vt0, ours(vt0, { mtu: [1300, null] })), []);
  const bond0 = virtual('bond0', 'bond');
  const dm0 = virtual('dm0', 'dummy', { mtu: 1300, master: 'bond0' });
  assert.deepEqual(dropped(dm0, ours(dm0, { mtu: [1300, null] }), [bond0]), []);
});

test('The MTU of a VXLAN goes back to what its lower device leaves, or to that of Ethernet; a VRF, WireGuard and an XFRM interface have their own', () => {
  const back = (kind: string, attributes: Attributes = {}) => {
    const link = virtual('l0', kind, { mtu: 1300, ...attributes });
    return dropped(link, ours(link, { mtu: [1300, null] }), [nic('eth0', { mtu: 9000 })], attributes);
  };
  assert.deepEqual(back('vxlan', { link: 'eth0' }), ['change vxlan l0, mtu 1300 -> 8950']);
  assert.deepEqual(back('vxlan'), ['change vxlan l0, mtu 1300 -> 1500']);
  assert.deepEqual(back('vrf'), ['change vrf l0, mtu 1300 -> 65575']);
  assert.deepEqual(back('wireguard'), ['change wireguard l0, mtu 1300 -> 1420']);
  assert.deepEqual(back('xfrm', { link: 'eth0' }), ['change xfrm l0, mtu 1300 -> 1500']);
});

test('What can be given at creation only stays: a key that is gone makes no link anew', () => {
  const dm0 = virtual('dm0', 'dummy', { 'transmit-queues': 4 });
  assert.deepEqual(dropped(dm0, ours(dm0, { 'transmit-queues': [4, 1] })), []);
});

test('The MTU of a bridge goes back with a new port, whose own is the usual one', () => {
  const br0 = virtual('br0', 'bridge', { mtu: 1300 });
  const wanted = {
    links: [declared('br0', 'bridge'), declared('ve0', 'veth', { 'veth.peer': 've1', master: 'br0' })],
  };
  const { said } = planned({ links: [br0] }, wanted, ours(br0, { mtu: [1300, null] }));
  assert.deepEqual(
    said.filter((text) => text.startsWith('change')),
    ['change bridge br0, mtu 1300 -> 1500'],
  );
});

test('The MTU of a bridge goes back to that of the ports it is left with, not to that of one that leaves', () => {
  const [br0, eth0] = [virtual('br0', 'bridge', { mtu: 1320 }), nic('eth0', { mtu: 1270, master: 'br0' })];
  const bridge = ours(br0, { mtu: [1320, null] }).links;
  const port = {
    kind: 'physical',
    created: false,
    set: { mtu: { ours: 1270, before: 1500 }, master: { ours: 'br0', before: null } },
  };
  const { said } = planned(
    { links: [br0, eth0] },
    { links: [declared('br0', 'bridge')] },
    { links: { ...bridge, eth0: port } },
  );
  assert.deepEqual(said, [
    'change link eth0, mtu 1270 -> 1500, master br0 -> null',
    'change bridge br0, mtu 1320 -> 1500',
  ]);
});

test('What a link of ours was as a port of a bridge does not go along to a bond', () => {
  const port = virtual('dm0', 'dummy', { master: 'br0', 'bridge-port.isolated': true, mtu: 1500 });
  const record = ours(port, { master: ['br0', null], 'bridge-port.isolated': [true, false] });
  const bond = virtual('bond0', 'bond');
  assert.deepEqual(dropped(port, record, [virtual('br0', 'bridge'), bond], { master: 'bond0' }), [
    'change dummy dm0, master br0 -> bond0',
  ]);
});
