import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planDeclaration, planTarget } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import {
  address,
  codes,
  declaration,
  declared,
  liveAddress,
  liveRoute,
  machine,
  made,
  nic,
  pair,
  planned,
  route,
  rule,
  short,
  target,
  virtual,
} from '../samples.ts';

test('Steps go from below, and what is no longer wanted from above, at the end', () => {
  const old = virtual('br9', 'bridge');
  const { said } = planned(
    {
      links: [nic('eth0'), old],
      addresses: [liveAddress('eth0', '10.9.0.1/24', { protocol: 78 })],
      routes: [liveRoute('10.8.0.0/16', 'eth0', { protocol: 78 })],
      rules: [rule('10.9.0.0/16', { priority: 9, protocol: 78 })],
    },
    {
      links: [declared('eth0', 'physical', { mtu: 1400 })],
      addresses: [address('eth0', '10.0.0.1/24')],
      routes: [route('10.7.0.0/16', 'eth0')],
      rules: [rule('10.0.0.0/8', { priority: 8 })],
    },
    made(old),
  );
  assert.deepEqual(said, [
    'remove bridge br9',
    'change link eth0, mtu 1500 -> 1400',
    'create address 10.0.0.1/24 dev eth0',
    'create route 10.7.0.0/16 dev eth0',
    'create rule 8: from 10.0.0.0/8 lookup 100',
    'remove rule 9: from 10.9.0.0/16 lookup 100',
    'remove route 10.8.0.0/16 dev eth0',
    'remove address 10.9.0.1/24 dev eth0',
  ]);
});

test('A NIC gives its address to the bridge that it joins, and the default route follows', () => {
  const { said } = planned(
    {
      links: [nic('eth0')],
      addresses: [liveAddress('eth0', '10.0.0.1/24', { protocol: 78 })],
      routes: [liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', protocol: 78 })],
    },
    {
      links: [declared('br0', 'bridge', { state: 'up' }), declared('eth0', 'physical', { master: 'br0' })],
      addresses: [address('br0', '10.0.0.1/24')],
      routes: [route('0.0.0.0/0', 'br0', { via: '10.0.0.9' })],
    },
  );
  assert.deepEqual(said, [
    'create bridge br0',
    'change link eth0, master null -> br0',
    'remove address 10.0.0.1/24 dev eth0',
    'create address 10.0.0.1/24 dev br0',
    'create route default via 10.0.0.9 dev br0',
  ]);
});

test('Problems come with the errors first, then as one reads the files', () => {
  const at = (line: number) => ({ source: { file: 'a.yaml', line, column: 1 } });
  const plan = planDeclaration(
    declaration({
      links: [
        declared('mv0', 'macvlan', { link: 'eth9' }, at(1)),
        declared('eth9', 'physical', {}, at(5)),
        declared('eth8', 'physical', {}, at(3)),
      ],
    }),
    machine({}),
    EMPTY_RECORD,
    { allowRecreate: false },
  );
  assert.deepEqual(codes(plan.problems), ['link-missing', 'link-missing', 'lower-missing']);
  assert.deepEqual(
    plan.problems.map((p) => p.source?.line),
    [3, 5, 1],
  );
});

test('A target in terms of live names is planned without a declaration', () => {
  const ownership = { owns: () => false, earlier: () => ({}), replaced: () => undefined };
  const [va] = pair('va', 'vb');
  const plan = planTarget(
    target({ links: [{ item: va, source: null, places: {} }] }),
    machine({}),
    ownership,
    { allowRecreate: false },
  );
  assert.deepEqual(plan.steps.map(short), ['create veth va']);
});

test("Routes of others over a link that bounces come back, those that lead to others' gateways last", () => {
  const { said } = planned(
    {
      links: [virtual('br0', 'bridge'), nic('eth0')],
      addresses: [liveAddress('br0', '10.0.0.1/24', { protocol: 78 })],
      routes: [liveRoute('0.0.0.0/0', 'br0', { via: '192.0.2.1' }), liveRoute('192.0.2.1/32', 'br0')],
    },
    {
      links: [declared('br0', 'macvlan', { link: 'eth0', state: 'up' }), declared('eth0')],
      addresses: [address('br0', '10.0.0.1/24')],
    },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(said, [
    'replace macvlan br0, kind bridge -> macvlan',
    'create address 10.0.0.1/24 dev br0',
    'create route 192.0.2.1/32 dev br0',
    'create route default via 192.0.2.1 dev br0',
  ]);
});
