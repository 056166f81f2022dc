import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link } from '../../../../src/model/index.ts';
import { changeClass } from '../../../../src/resources/link/classes.ts';
import { KINDS } from '../../../../src/resources/link/kinds.ts';
import { links } from '../../../../src/resources/link/link.ts';
import { isCall } from '../../../../src/resources/room.ts';
import { asRequests, index, plain, step } from '../../steps.ts';
import { read } from '../read.ts';

const link = (name: string, kind: string, attributes: Attributes): Link => ({
  type: 'link',
  name,
  kind,
  attributes,
});

const data = (orders: ReturnType<typeof links.requests>): unknown[] =>
  asRequests(orders).map(({ value }) => Object(Object(value)['linkinfo']).data);

test('An IPoIB child is made on its device with its key, and changes but its mode and its multicast', () => {
  const said = { link: 'eth0', 'ipoib.pkey': 0x8001, 'ipoib.mode': 'connected', 'ipoib.umcast': true };
  const ib = link('ib0.8001', 'ipoib', said);
  assert.deepEqual(plain(links.requests(step('create', null, ib), index()))[0]?.value, {
    index: 1027,
    name: 'ib0.8001',
    link: 2,
    linkinfo: { kind: 'ipoib', data: { pkey: 0x8001, mode: 1, umcast: 1 } },
  });
  const how = (name: string) => changeClass('ipoib', name, 1, 2, said);
  assert.deepEqual(
    ['pkey', 'mode', 'umcast'].map((name) => how(`ipoib.${name}`)),
    ['create', 'live', 'live'],
  );
  assert.deepEqual(read(KINDS.get('ipoib'), { pkey: 0x8001, mode: 0, umcast: 0 }, index()), {
    'ipoib.pkey': 0x8001,
    'ipoib.mode': 'datagram',
    'ipoib.umcast': false,
  });
});

test('A list of source addresses replaces the one before as a whole; an empty one flushes it', () => {
  const macvlan = KINDS.get('macvlan');
  assert.deepEqual(macvlan?.write({ 'macvlan.macaddresses': ['02:00:00:00:00:01'] }, index()), {
    macaddrMode: 3,
    macaddrData: ['02:00:00:00:00:01'],
  });
  assert.deepEqual(macvlan?.write({ 'macvlan.macaddresses': [] }, index()), { macaddrMode: 3 });
  const readList = (wire: object) => read(macvlan, wire, index())['macvlan.macaddresses'];
  assert.deepEqual(readList({ mode: 16, macaddrData: ['02:b', '02:a'] }), ['02:a', '02:b']);
  assert.deepEqual(readList({ mode: 16 }), []);
  assert.equal(readList({ mode: 4 }), undefined);
});

test('The supervision address is told whole, its last byte is what can be chosen', () => {
  const hsr = KINDS.get('hsr');
  assert.deepEqual(hsr?.write({ 'hsr.supervision': 45 }, index()), { multicastSpec: 45 });
  assert.equal(read(hsr, { supervisionAddr: '01:15:4e:00:01:2d' }, index())['hsr.supervision'], 45);
});

test('A change of an XFRM interface repeats its device, without which the kernel refuses it', () => {
  const live = link('ipsec0', 'xfrm', { link: 'eth0', 'xfrm.id': 1, 'xfrm.external': false });
  const after = link('ipsec0', 'xfrm', { ...live.attributes, 'xfrm.id': 2 });
  const links_ = index();
  links_.reserve('ipsec0');
  const change = { attribute: 'xfrm.id', before: 1, after: 2 };
  assert.deepEqual(data(links.requests(step('change', live, after, [change]), links_)), [
    { link: 2, ifId: 2 },
  ]);
});

const netkit = (primary: boolean): Link =>
  link('nk0', 'netkit', { 'netkit.peer': 'nk1', 'netkit.primary': primary, 'netkit.policy': 'forward' });

for (const [primary, wanted] of [
  [true, { index: 1027, policy: 2 }],
  [false, { index: 1028, peerPolicy: 2 }],
] as const) {
  test(`The policy of a netkit end that is ${primary ? '' : 'not '}primary is set through the primary one`, () => {
    const known = index();
    known.reserve('nk0');
    known.reserve('nk1');
    const live = netkit(primary);
    const after = { ...live, attributes: { ...live.attributes, 'netkit.policy': 'blackhole' } };
    const change = { attribute: 'netkit.policy', before: 'forward', after: 'blackhole' };
    const [request] = plain(links.requests(step('change', live, after, [change]), known));
    const { index: at, ...said } = wanted;
    assert.deepEqual(request?.value, { index: at, linkinfo: { kind: 'netkit', data: said } });
  });
}

test('The message that makes a netkit pair says what both ends have', () => {
  const pair = link('nk0', 'netkit', {
    'netkit.peer': 'nk1',
    'netkit.mode': 'l2',
    'netkit.peer-policy': 'blackhole',
  });
  assert.deepEqual(data(links.requests(step('create', null, pair), index()))[0], {
    peer: { index: 1028, name: 'nk1' },
    mode: 0,
    peerPolicy: 2,
  });
});

test('A pair across namespaces is made with the namespace open, and its peer takes no name here', () => {
  const known = index();
  const pair = link('v0', 'veth', { 'veth.peer': 'eth0', 'veth.peer-namespace': 'blue' });
  const [order] = links.requests(step('create', null, pair), known);
  assert.ok(order !== undefined && isCall(order));
  assert.equal(order.makes, true);
  assert.match(order.text, /v0, its peer eth0 in the namespace blue/);
  assert.equal(known.indexOf('eth0'), 2);
  links.requests(step('remove', pair, null), known);
  assert.equal(known.has('eth0'), true);
});

test('What a live end of a pair cannot tell of a peer in another namespace is no difference', () => {
  const live: Link = { ...link('v0', 'veth', {}), facts: { peerElsewhere: true } };
  const wanted = link('v0', 'veth', { 'veth.peer': 'v1', 'veth.peer-namespace': 'blue' });
  assert.deepEqual(links.differences(wanted, live), []);
  const here = link('v0', 'veth', { 'veth.peer': 'v1' });
  assert.deepEqual(
    links.differences(wanted, here).map(({ attribute, how }) => [attribute, how]),
    [['veth.peer-namespace', 'create']],
  );
});
