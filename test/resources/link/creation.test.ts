import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link } from '../../../src/model/index.ts';
import { NLM_F, RTM } from '../../../src/netlink/index.ts';
import { links } from '../../../src/resources/link/link.ts';
import { asRequests, index, plain, step } from '../steps.ts';

const { NEWLINK, DELLINK } = RTM;
const NEW = NLM_F.CREATE | NLM_F.EXCL;

const link = (name: string, kind: string, attributes: Attributes = {}): Link => ({
  type: 'link',
  name,
  kind,
  attributes,
});

test('A new bridge is made, and gets its MTU again thereafter, so that it keeps it', () => {
  const br1 = link('br1', 'bridge', {
    'bridge.stp': true,
    mtu: 1400,
    macaddress: '02:00:00:00:00:01',
    alias: null,
    state: 'up',
  });
  assert.deepEqual(plain(links.requests(step('create', null, br1), index())), [
    {
      type: NEWLINK,
      flags: NEW,
      value: {
        index: 1027,
        name: 'br1',
        address: '02:00:00:00:00:01',
        linkinfo: { kind: 'bridge', data: { stpState: 1 } },
      },
    },
    { type: NEWLINK, value: { index: 1027, mtu: 1400 } },
    { type: NEWLINK, value: { index: 1027, flags: 1, change: 1 } },
  ]);
});

test('A new link that has nothing else to be told comes up, or joins its master, with the message that makes it', () => {
  const plainly = (made: Link) => plain(links.requests(step('create', null, made), index()));
  assert.deepEqual(plainly(link('br1', 'bridge', { state: 'up' })), [
    {
      type: NEWLINK,
      flags: NEW,
      value: { index: 1027, name: 'br1', flags: 1, change: 1, linkinfo: { kind: 'bridge' } },
    },
  ]);
  const port = link('vx0', 'vxlan', { 'vxlan.id': 7, master: 'br0', state: 'up' });
  assert.deepEqual(plainly(port), [
    {
      type: NEWLINK,
      flags: NEW,
      value: { index: 1027, name: 'vx0', master: 3, linkinfo: { kind: 'vxlan', data: { id: 7 } } },
    },
    { type: NEWLINK, value: { index: 1027, flags: 1, change: 1 } },
  ]);
  assert.deepEqual(plain(links.apart?.(step('create', null, port), index()) ?? []), [
    {
      type: NEWLINK,
      flags: NEW,
      value: { index: 1027, name: 'vx0', linkinfo: { kind: 'vxlan', data: { id: 7 } } },
    },
    { type: NEWLINK, value: { index: 1027, master: 3 } },
    { type: NEWLINK, value: { index: 1027, flags: 1, change: 1 } },
  ]);
  assert.equal(links.apart?.(step('create', null, link('br1', 'bridge', { mtu: 1400 })), index()), undefined);
});

test('A new link that waits for its address, or is told how it takes IPv6, comes up thereafter', () => {
  for (const made of [
    link('gn0', 'geneve', { 'geneve.id': 7, 'geneve.local': '10.0.0.1', state: 'up' }),
    link('br1', 'bridge', { 'ipv6-address-generation': 'none', state: 'up' }),
  ]) {
    const requests = asRequests(links.requests(step('create', null, made), index()));
    assert.equal(requests[0]?.value['flags'], undefined, made.name);
    assert.deepEqual(requests.at(-1)?.value, { index: 1027, flags: 1, change: 1 }, made.name);
  }
});

test('A link without settings is made by its kind alone', () => {
  assert.deepEqual(plain(links.requests(step('create', null, link('br1', 'bridge')), index())), [
    { type: NEWLINK, flags: NEW, value: { index: 1027, name: 'br1', linkinfo: { kind: 'bridge' } } },
  ]);
});

test('A macvlan names its lower device in the message, a VXLAN in its data', () => {
  const [macvlan] = asRequests(
    links.requests(
      step('create', null, link('mv0', 'macvlan', { link: 'eth0', 'macvlan.mode': 'bridge' })),
      index(),
    ),
  );
  assert.deepEqual(macvlan?.value, {
    index: 1027,
    name: 'mv0',
    link: 2,
    linkinfo: { kind: 'macvlan', data: { mode: 4 } },
  });
  const said = {
    link: 'eth0',
    'vxlan.id': 7,
    'vxlan.port': 4789,
    'vxlan.group-policy': true,
    'vxlan.port-range': [1, 2],
    'vxlan.remote': 'fd00::1',
  };
  const [vxlan] = asRequests(links.requests(step('create', null, link('vx0', 'vxlan', said)), index()));
  const data = Object(vxlan?.value['linkinfo']).data;
  assert.equal(vxlan?.value['link'], undefined);
  assert.deepEqual(
    { ...data, group6: typeof data.group6 },
    {
      ...{ link: 2, id: 7, port: 4789, gbp: true, portRange: { low: 1, high: 2 } },
      group6: 'string',
    },
  );
});

test('A switch that is off is not sent at creation: its mere presence would turn it on', () => {
  const [create] = asRequests(
    links.requests(
      step('create', null, link('vx0', 'vxlan', { 'vxlan.id': 7, 'vxlan.group-policy': false })),
      index(),
    ),
  );
  assert.deepEqual(create?.value['linkinfo'], { kind: 'vxlan', data: { id: 7 } });
});

test('One message makes both ends of a veth; the other end gets its settings only', () => {
  const table = index();
  const made = links.requests(
    step('create', null, link('va', 'veth', { 'veth.peer': 'vb', state: 'up' })),
    table,
  );
  const born = links.requests(
    step('create', null, link('vb', 'veth', { 'veth.peer': 'va', macaddress: '02:00:00:00:00:02' })),
    table,
  );
  assert.deepEqual(plain([...made, ...born]), [
    {
      type: NEWLINK,
      flags: NEW,
      value: {
        index: 1027,
        name: 'va',
        linkinfo: { kind: 'veth', data: { peer: { index: 1028, name: 'vb' } } },
      },
    },
    { type: NEWLINK, value: { index: 1027, flags: 1, change: 1 } },
    { type: NEWLINK, value: { index: 1028, address: '02:00:00:00:00:02' } },
  ]);
});

test("A removed veth takes its peer's name off the table, so that both can be made anew", () => {
  const table = index();
  const va = link('va', 'veth', { 'veth.peer': 'vb' });
  links.requests(step('create', null, va), table);
  assert.deepEqual(plain(links.requests(step('remove', va, null), table)), [
    { type: DELLINK, value: { index: 1027 } },
  ]);
  assert.deepEqual([table.has('va'), table.has('vb')], [false, false]);
});

test('A replacement deletes and makes', () => {
  const requests = asRequests(
    links.requests(step('replace', link('br0', 'bridge'), link('br0', 'bridge', { mtu: 1400 })), index()),
  );
  assert.deepEqual(
    requests.map((r) => [r.type, r.value['index']]),
    [
      [DELLINK, 3],
      [NEWLINK, 1027],
      [NEWLINK, 1027],
    ],
  );
});
