import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Change, Link, Value } from '../../../src/model/index.ts';
import { RTM } from '../../../src/netlink/index.ts';
import { links } from '../../../src/resources/link/link.ts';
import { asRequests, index, plain, step } from '../steps.ts';

const { NEWLINK, DELLINKPROP } = RTM;

const link = (name: string, kind: string, attributes: Attributes = {}): Link => ({
  type: 'link',
  name,
  kind,
  attributes,
});
const eth0 = link('eth0', 'physical', { state: 'up' });

function changes(attributes: Attributes, live: Link = eth0) {
  const list = Object.entries(attributes).map(
    ([attribute, after]): Change => ({ attribute, before: live.attributes[attribute], after }),
  );
  const after = { ...live, attributes: { ...live.attributes, ...attributes } };
  return plain(links.requests(step('change', live, after, list), index()));
}

const set = (value: object) => ({ type: NEWLINK, value: { index: 2, ...value } });

const CHANGES: readonly (readonly [attribute: string, value: Value, message: object])[] = [
  ['state', 'up', { flags: 1, change: 1 }],
  ['state', 'down', { flags: 0, change: 1 }],
  ['mtu', 1400, { mtu: 1400 }],
  ['macaddress', '02:00:00:00:00:01', { address: '02:00:00:00:00:01' }],
  ['alias', 'uplink', { alias: 'uplink' }],
  ['alias', null, { alias: '' }],
  ['transmit-queue-length', 0, { txqlen: 0 }],
  ['protodown', true, { protoDown: 1 }],
  ['protodown-reasons', 9, { protoDownReason: { value: 9 } }],
  ['carrier', false, { carrier: 0 }],
  ['master', 'br0', { master: 3 }],
  ['master', null, { master: 0 }],
];

for (const [attribute, value, message] of CHANGES) {
  test(`${attribute} ${value} is one message of its own`, () => {
    assert.deepEqual(changes({ [attribute]: value }), [set(message)]);
  });
}

const OF_KINDS: readonly (readonly [kind: string, attribute: string, value: Value, data: object])[] = [
  ['bridge', 'bridge.stp', true, { stpState: 1 }],
  ['bridge', 'bridge.priority', 4096, { priority: 4096 }],
  ['bridge', 'bridge.forward-delay', 4, { forwardDelay: 400 }],
  ['bridge', 'bridge.hello-time', 1.5, { helloTime: 150 }],
  ['bridge', 'bridge.max-age', 6, { maxAge: 600 }],
  ['bridge', 'bridge.ageing-time', 0.07, { ageingTime: 7 }],
  ['macvlan', 'macvlan.mode', 'vepa', { mode: 2 }],
  ['macvlan', 'macvlan.flags', ['nodst', 'nopromisc'], { flags: 3 }],
  ['macvlan', 'macvlan.flags', [], { flags: 0 }],
  ['vxlan', 'vxlan.remote', '10.0.0.2', { group: 0x0a000002 }],
  ['vxlan', 'vxlan.remote', null, { group: 0 }],
  ['vxlan', 'vxlan.local', '10.0.0.1', { local: 0x0a000001 }],
  ['vxlan', 'link', 'br0', { link: 3 }],
  ['vxlan', 'link', null, { link: 0 }],
  ['vxlan', 'vxlan.ttl', 5, { ttl: 5 }],
  ['vxlan', 'vxlan.mac-learning', false, { learning: 0 }],
  ['vxlan', 'vxlan.do-not-fragment', true, { df: 1 }],
];

for (const [kind, attribute, value, data] of OF_KINDS) {
  test(`${attribute} ${JSON.stringify(value)} goes into the data of a ${kind}, and nothing else does`, () => {
    assert.deepEqual(changes({ [attribute]: value }, link('eth0', kind, { state: 'up', mtu: 1500 })), [
      set({ linkinfo: { kind, data } }),
    ]);
  });
}

test("Settings of a port go into the data of its master's kind", () => {
  const port = link('eth0', 'physical', { master: 'br0' });
  assert.deepEqual(changes({ 'bridge-port.path-cost': 7, 'bridge-port.hairpin': true }, port), [
    set({ linkinfo: { slaveKind: 'bridge', slaveData: { cost: 7, mode: 1 } } }),
  ]);
});

test('A link goes down before it is changed and up after that; a port joins before it is set', () => {
  const all = { 'bridge-port.path-cost': 7, mtu: 1400, master: 'br0' };
  assert.deepEqual(
    changes({ ...all, state: 'up' }).map((r) => Object.keys(r.value)[1]),
    ['master', 'mtu', 'linkinfo', 'flags'],
  );
  assert.deepEqual(
    changes({ ...all, state: 'down' }).map((r) => Object.keys(r.value)[1]),
    ['flags', 'master', 'mtu', 'linkinfo'],
  );
});

test('STP is switched before the forward delay that it limits', () => {
  const sent = changes({ 'bridge.forward-delay': 1, 'bridge.stp': false }, link('eth0', 'bridge'));
  assert.deepEqual(
    sent.map((r) => r.value),
    [
      { index: 2, linkinfo: { kind: 'bridge', data: { stpState: 0 } } },
      { index: 2, linkinfo: { kind: 'bridge', data: { forwardDelay: 100 } } },
    ],
  );
});

test('What gets another lower device leaves its master first, which may be that device', () => {
  const list = [
    { attribute: 'master', before: 'br0', after: null },
    { attribute: 'link', before: null, after: 'br0' },
  ];
  const vx: Link = { ...link('eth0', 'vxlan', { master: 'br0', link: null, 'vxlan.id': 7 }) };
  const after: Link = { ...vx, attributes: { ...vx.attributes, master: null, link: 'br0' } };
  const [first, second] = plain(links.requests(step('change', vx, after, list), index()));
  assert.deepEqual(first?.value, { index: 2, master: 0 });
  assert.ok('linkinfo' in (second?.value ?? {}));
});

test('A renaming goes first, and the name is known at once', () => {
  const table = index();
  const list = [{ attribute: 'name', before: 'eth0', after: 'lan0' }];
  const requests = links.requests(step('change', eth0, { ...eth0, name: 'lan0' }, list), table);
  assert.deepEqual(plain(requests), [{ type: NEWLINK, value: { index: 2, name: 'lan0' } }]);
  assert.deepEqual([table.indexOf('lan0'), table.has('eth0')], [2, false]);
});

test('A name that is an alternative one of the link itself is taken off there first', () => {
  const before: Link = {
    ...eth0,
    attributes: { ...eth0.attributes, 'alternative-names': ['lan0', 'x'] },
  };
  const requests = links.requests(
    step('change', before, { ...eth0, name: 'lan0' }, [{ attribute: 'name', before: 'eth0', after: 'lan0' }]),
    index(),
  );
  assert.deepEqual(plain(requests), [
    { type: DELLINKPROP, value: { index: 2, altNames: ['lan0'] } },
    { type: NEWLINK, value: { index: 2, name: 'lan0' } },
  ]);
});

test('The way around a busy device takes it down meanwhile; nothing else has one', () => {
  const mac: Change[] = [
    { attribute: 'macaddress', before: '02:00:00:00:00:01', after: '02:00:00:00:00:02' },
  ];
  const change = step('change', eth0, eth0, mac);
  assert.deepEqual(
    asRequests(links.detour?.(change, 'EBUSY', index()) ?? []).map((r) => Object.keys(r.value)[1]),
    ['flags', 'address', 'flags'],
  );
  assert.equal(links.detour?.(change, 'EINVAL', index()), undefined);
  assert.equal(
    links.detour?.(step('change', eth0, eth0, [{ attribute: 'mtu', before: 1, after: 2 }]), 'EBUSY', index()),
    undefined,
  );
  const down = { ...eth0, attributes: { state: 'down' } };
  assert.equal(links.detour?.(step('change', down, down, mac), 'EBUSY', index()), undefined);
});

test('A link that is not there is told by its name', () => {
  assert.throws(() => changes({ mtu: 1400 }, link('eth9', 'physical')), /there is no link eth9/);
  assert.throws(() => changes({ master: 'br9' }), /there is no link br9/);
});

test('the reasons for protodown go before it goes', () => {
  const live = link('eth0', 'macvlan', { protodown: true, 'protodown-reasons': 2 });
  assert.deepEqual(changes({ protodown: false, 'protodown-reasons': 0 }, live), [
    set({ protoDownReason: { value: 0 } }),
    set({ protoDown: 0 }),
  ]);
});

const dataOf = (attributes: Attributes, live: Attributes): unknown[] =>
  changes(attributes, link('eth0', 'bridge', live)).map(
    (message) => (message as { value: { linkinfo?: { data?: unknown } } }).value.linkinfo?.data,
  );

test('another STP mode is set while STP is off, and STP is on again after it', () => {
  const on = { 'bridge.stp': true, 'bridge.stp-mode': 'auto' };
  const off = { ...on, 'bridge.stp': false };
  const mode = { 'bridge.stp-mode': 'user' };
  assert.deepEqual(dataOf(mode, on), [{ stpState: 0 }, { stpState: 1, stpMode: 1 }]);
  assert.deepEqual(dataOf(mode, off), [{ stpMode: 1 }]);
  assert.deepEqual(dataOf({ ...mode, 'bridge.stp': true }, off), [{ stpState: 1, stpMode: 1 }]);
  assert.deepEqual(dataOf({ ...mode, 'bridge.stp': false }, on), [{ stpState: 0 }, { stpMode: 1 }]);
});

test('the window of replay protection is said whenever the protection is', () => {
  const live = link('eth0', 'macsec', { 'macsec.replay-protect': false, 'macsec.window': 32 });
  assert.deepEqual(changes({ 'macsec.replay-protect': true }, live), [
    set({ linkinfo: { kind: 'macsec', data: { window: 32, replayProtect: 1 } } }),
  ]);
});
