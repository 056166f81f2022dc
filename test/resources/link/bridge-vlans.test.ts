import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link } from '../../../src/model/index.ts';
import { BRIDGE_VLAN_INFO, RTM } from '../../../src/netlink/index.ts';
import { bridgeVlans } from '../../../src/resources/link/details/bridge-vlans.ts';
import { index, plain } from '../steps.ts';

const { PVID, UNTAGGED, RANGE_BEGIN, RANGE_END } = BRIDGE_VLAN_INFO;

const vlans = (list: readonly string[], more: Attributes = {}): Attributes => ({
  master: 'br0',
  'bridge-port.vlans': [...list],
  ...more,
});

function orders(before: Attributes, after: Attributes) {
  const link: Link = { type: 'link', name: 'eth0', kind: 'physical', attributes: after };
  const changed = { 'bridge-port.vlans': after['bridge-port.vlans'] ?? [] };
  return plain(bridgeVlans.orders(link, before, changed, index())).map(({ type, value }) => ({
    type: type === RTM.SETLINK ? 'add' : 'remove',
    ...(value as { afSpec: object }).afSpec,
  }));
}

test('only what changes is told, the new PVID first, and what goes goes last', () => {
  const told = orders(
    vlans(['1 pvid untagged', '5-9', '20']),
    vlans(['5-7', '9', '11 untagged', '12 pvid untagged', '20']),
  );
  assert.deepEqual(told, [
    {
      type: 'add',
      vlanInfo: [
        { vid: 12, flags: PVID | UNTAGGED },
        { vid: 11, flags: UNTAGGED },
      ],
    },
    {
      type: 'remove',
      vlanInfo: [
        { vid: 1, flags: 0 },
        { vid: 8, flags: 0 },
      ],
    },
  ]);
});

test('nothing is told when nothing changes', () => {
  assert.deepEqual(orders(vlans(['1-9']), vlans(['1-9'])), []);
});

test('where the port was elsewhere before, all that it shall not have goes', () => {
  const told = orders(vlans(['5'], { master: 'br9' }), vlans(['5']));
  assert.deepEqual(told, [
    { type: 'add', vlanInfo: [{ vid: 5, flags: 0 }] },
    {
      type: 'remove',
      vlanInfo: [
        { vid: 1, flags: RANGE_BEGIN },
        { vid: 4, flags: RANGE_END },
        { vid: 6, flags: RANGE_BEGIN },
        { vid: 4094, flags: RANGE_END },
      ],
    },
  ]);
});

test('a tunnel goes before another takes its place, and none is told of without the option', () => {
  const on = { 'bridge-port.vlan-tunnel': true };
  const told = orders(vlans(['5 tunnel 50', '6'], on), vlans(['5 tunnel 60', '6 tunnel 50'], on));
  assert.deepEqual(told, [
    { type: 'remove', vlanTunnelInfo: [{ id: 50, vid: 5, flags: 0 }] },
    {
      type: 'add',
      vlanTunnelInfo: [
        { id: 60, vid: 5, flags: 0 },
        { id: 50, vid: 6, flags: 0 },
      ],
    },
  ]);
  const off = { 'bridge-port.vlan-tunnel': false };
  assert.deepEqual(orders(vlans(['5 tunnel 50'], on), vlans(['5'], off)), []);
});
