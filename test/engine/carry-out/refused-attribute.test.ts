import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedAttribute } from '../../../src/engine/carry-out/refused-attribute.ts';
import type { Step } from '../../../src/model/index.ts';
import { link, NetlinkError, RTM } from '../../../src/netlink/index.ts';
import { declared, nic, planned, route, virtual } from '../samples.ts';

const only = (steps: readonly Step[]): Step => {
  const [step] = steps;
  assert.ok(step !== undefined && steps.length === 1);
  return step;
};
const pointingTo = (attribute: string): NetlinkError =>
  new NetlinkError({ errno: 22, extack: { attribute } });
const order = (about: readonly string[]) => ({ message: link, type: RTM.NEWLINK, value: {}, about });

const bridge = only(
  planned(
    { links: [virtual('br0', 'bridge', { 'bridge.forward-delay': 15, 'bridge.stp': false })] },
    { links: [declared('br0', 'bridge', { mtu: 1400, 'bridge.forward-delay': 4, 'bridge.stp': true })] },
  ).steps,
);

test('A message with one attribute was refused for it', () => {
  assert.equal(refusedAttribute(bridge, new NetlinkError({ errno: 22 }), order(['mtu'])), 'mtu');
});

test('Of several the kernel points to one', () => {
  const both = order(['bridge.forward-delay', 'bridge.stp']);
  const refused = refusedAttribute(bridge, pointingTo('link.linkinfo.data.forwardDelay'), both);
  assert.equal(refused, 'bridge.forward-delay');
  assert.equal(refusedAttribute(bridge, new NetlinkError({ errno: 22 }), both), undefined);
  assert.equal(refusedAttribute(bridge, pointingTo('link.linkinfo.data.other'), both), undefined);
});

test('Attributes of routes are called as plans call them', () => {
  const said = { links: [declared('eth0')], routes: [route('10.0.0.0/8', 'eth0', { via: '192.0.2.1' })] };
  const step = only(planned({ links: [nic('eth0')] }, said).steps);
  assert.equal(refusedAttribute(step, pointingTo('route.gateway'), undefined), 'via');
  assert.equal(refusedAttribute(step, pointingTo('route.flow'), undefined), undefined);
});
