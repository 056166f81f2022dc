import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../../src/model/index.ts';
import { NLM_F, parseAddress, RTM } from '../../../src/netlink/index.ts';
import { bytesOfGroup, textOfGroup } from '../../../src/resources/mdb/group-bytes.ts';
import { mdb } from '../../../src/resources/mdb/mdb.ts';
import { isCall, type Order } from '../../../src/resources/room.ts';
import { groupOn } from '../../engine/samples.ts';
import { index, step } from '../steps.ts';

const entry = groupOn('eth0', '239.1.1.1');

test('A port has a group once for each source and VLAN, whatever bridge it is in', () => {
  const all = [entry, { ...entry, source: '192.0.2.7' }, { ...entry, vlan: 10 }, groupOn('br0', '239.1.1.1')];
  assert.equal(new Set(all.map(mdb.key)).size, all.length);
  assert.equal(mdb.key(entry), mdb.key({ ...entry, bridge: 'br1', protocol: 78 }));
  assert.equal(
    mdb.name({ ...entry, source: '192.0.2.7', vlan: 10 }),
    'mdb entry 239.1.1.1 src 192.0.2.7 vid 10 dev br0 port eth0',
  );
});

for (const [group, protocol, bytes] of [
  ['239.1.2.3', 0x800, [239, 1, 2, 3]],
  ['ff0e::1:2', 0x86dd, [0xff, 0x0e, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2]],
  ['01:1b:19:00:00:0a', 0, [1, 0x1b, 0x19, 0, 0, 10]],
] as const) {
  test(`${group} becomes bytes and text again`, () => {
    const found = bytesOfGroup(group);
    assert.equal(found.protocol, protocol);
    assert.deepEqual([...found.group], [...bytes, ...Array(16 - bytes.length).fill(0)]);
    assert.equal(textOfGroup(found), group);
  });
}

test('A group of a protocol that is not known has no text', () => {
  assert.equal(textOfGroup({ protocol: 0x88f7, group: new Uint8Array(16) }), undefined);
});

const requests = (orders: readonly Order[] = []) =>
  orders.map((order) => (isCall(order) ? order.text : [order.type, order.flags, order.value]));

const wordsOf = (vid: number, attrs = {}) => ({
  ...{ family: 7, ifindex: 3, entry: { index: 2, state: 1, flags: 0, vid, ...bytesOfGroup('239.1.1.1') } },
  ...attrs,
});

test('An entry is permanent, and replaces a membership that the bridge has seen', () => {
  const create: Step = step('create', null, { ...entry, vlan: 10, source: '192.0.2.7' });
  assert.deepEqual(requests(mdb.requests(create, index())), [
    [
      ...[RTM.NEWMDB, NLM_F.CREATE | NLM_F.REPLACE],
      wordsOf(10, { attrs: { source: parseAddress('192.0.2.7') } }),
    ],
  ]);
  const remove = step('remove', entry, null);
  assert.deepEqual(requests(mdb.requests(remove, index())), [[RTM.DELMDB, undefined, wordsOf(0)]]);
});

test('A kernel that replaces nothing is made to forget the membership first', () => {
  const create = step('create', null, entry);
  assert.deepEqual(
    requests(mdb.detour?.(create, 'EEXIST', index())).map(([type]) => type),
    [RTM.DELMDB, RTM.NEWMDB],
  );
  assert.equal(mdb.detour?.(create, 'EINVAL', index()), undefined);
});
