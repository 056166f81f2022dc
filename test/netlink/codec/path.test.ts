import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AF, type AnyMessage, link, RTM, route, type Value, Writer } from '../../../src/netlink/index.ts';

/** The paths of all offsets in a message, without repetition. */
function paths<M extends AnyMessage>(message: M, value: Value<M>): string[] {
  const w = new Writer();
  message.write(w, 16, 0, 1, value);
  const all = Array.from({ length: w.at - 16 }, (_, i) => message.path(w, 16, w.at, 16 + i));
  return [...new Set(all)];
}

test('an offset into a route becomes the name of what lies there', () => {
  const value = {
    family: AF.INET,
    oif: 3,
    metrics: { mtu: 1400 },
    multipath: [{ gateway: 1 }, { flags: 4, via: { family: 10, address: 1 } }],
  };
  assert.deepEqual(paths(route, value).slice(9), [
    '.oif',
    '.metrics',
    '.metrics.mtu',
    '.multipath',
    '.multipath[0]',
    '.multipath[0].gateway',
    '.multipath[1]',
    '.multipath[1].via',
  ]);
  assert.deepEqual(paths(route, {}).slice(0, 3), ['.family', '.dstLen', '.srcLen']);
});

test('an offset into the data of a kind is named by the table of that kind', () => {
  const found = paths(link, {
    linkinfo: { kind: 'bridge', data: { ageingTime: 5 }, slaveKind: 'bond', slaveData: { prio: 1 } },
  });
  assert.ok(found.includes('.linkinfo.data.ageingTime'));
  assert.ok(found.includes('.linkinfo.slaveData.prio'));
  assert.ok(
    paths(link, { linkinfo: { kind: 'veth', data: { peer: { name: 'p' } } } }).includes(
      '.linkinfo.data.peer.name',
    ),
  );
});

test('an offset into a family-dependent attribute is named by the table of the family', () => {
  assert.ok(paths(link, { family: AF.BRIDGE, afSpec: { bridgeFlags: 2 } }).includes('.afSpec.bridgeFlags'));
  assert.ok(paths(link, { afSpec: { inet6: { addrGenMode: 1 } } }).includes('.afSpec.inet6.addrGenMode'));
});

test('a missing attribute is named at the message or in its nest', () => {
  const w = new Writer();
  link.write(w, RTM.NEWLINK, 0, 1, { linkinfo: { kind: 'vlan', data: {} } });
  assert.equal(link.path(w, 16, w.at, 0, 18), '.linkinfo');
  const data = 32 + 4 + 12;
  assert.equal(link.path(w, 16, w.at, data, 1), '.linkinfo.data.id');
  assert.equal(link.path(w, 16, w.at, data, 99), '.linkinfo.data.attribute 99');
});
