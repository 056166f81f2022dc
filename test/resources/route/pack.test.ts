import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredRoutes } from '../../../src/model/declared-routes.ts';
import type { Declared, Route } from '../../../src/model/index.ts';
import { pack } from '../../../src/resources/route/pack.ts';
import { findPacked } from '../../../src/resources/route/packed-slots.ts';

const USUAL: Route = {
  ...{ type: 'route', family: 4, table: 254, to: '203.0.113.0/24', tos: 0, metric: 0, kind: 'unicast' },
  ...{ via: '192.0.2.254', link: 'eth0' },
};

const declared = (item: Route, on = 'eth0'): Declared<Route> => ({
  ...{ item, on, source: { file: 'a.yaml', line: 1, column: 1 } },
});

const UNUSUAL: readonly Route[] = [
  { ...USUAL, family: 6, to: '2001:db8::/32', via: '2001:db8::1' },
  { ...USUAL, via: 'fe80::1' },
  { ...USUAL, via: null },
  { ...USUAL, link: null },
  { ...USUAL, kind: 'local' },
  { ...USUAL, from: '192.0.2.1' },
  { ...USUAL, onLink: true },
  { ...USUAL, scope: 'link' },
  { ...USUAL, tos: 16 },
  { ...USUAL, mtu: 1400 },
  { ...USUAL, protocol: 4 },
];

test('Usual routes are packed with their place, the others are not', () => {
  const list = [...UNUSUAL, USUAL, { ...USUAL, to: '0.0.0.0/0', table: 4_294_967_295, metric: 7 }];
  const packed = pack([...list.map((item) => declared(item)), declared({ ...USUAL, metric: 9 }, 'eth1')]);
  const { length } = UNUSUAL;
  assert.deepEqual([...(packed?.places ?? [])], [length, length + 1, length + 2]);
  assert.deepEqual([...(packed?.destinations ?? [])], [0xcb00_7100, 0, 0xcb00_7100]);
  assert.deepEqual([...(packed?.lengths ?? [])], [24, 0, 24]);
  assert.deepEqual([...(packed?.tables ?? [])], [254, 4_294_967_295, 254]);
  assert.deepEqual([...(packed?.metrics ?? [])], [0, 7, 9]);
  assert.deepEqual([...(packed?.gateways ?? [])], [0xc000_02fe, 0xc000_02fe, 0xc000_02fe]);
  assert.deepEqual([...(packed?.on ?? [])], [0, 0, 1]);
  assert.deepEqual(packed?.devices, ['eth0', 'eth1']);
});

test('Each packed route is found by what tells it apart, and no other is', () => {
  const list = Array.from({ length: 3000 }, (_, i) =>
    declared({
      ...USUAL,
      to: `10.${i >> 8}.${i & 255}.0/${24 + (i % 3)}`,
      metric: i % 5,
      table: 1 + (i % 7),
    }),
  );
  const packed = pack(list);
  assert.ok(packed);
  list.forEach((_, i) => {
    const destination = 0x0a00_0000 + i * 256;
    const [length, table, metric] = [24 + (i % 3), 1 + (i % 7), i % 5];
    assert.equal(findPacked(packed, destination, length, table, metric), i);
    assert.equal(findPacked(packed, destination, length + 1, table, metric), -1);
    assert.equal(findPacked(packed, destination, length, table + 1, metric), -1);
    assert.equal(findPacked(packed, destination, length, table, metric + 1), -1);
    assert.equal(findPacked(packed, destination + 1, length, table, metric), -1);
  });
});

test('Two routes in one place are not packed: which of them is meant is not told here', () => {
  assert.equal(pack([declared(USUAL), declared({ ...USUAL, via: '192.0.2.253' })]), undefined);
});

test('Where no route is usual there is nothing to pack', () => {
  assert.equal(pack(UNUSUAL.map((item) => declared(item))), undefined);
});

test('Routes that are columns already are packed with others, as if all were objects', () => {
  const objects = [
    declared({ ...USUAL, to: '10.0.0.0/8' }, 'eth1'),
    declared({ ...USUAL, to: '10.1.0.0/16', table: 7 }),
    declared({ ...USUAL, mtu: 1400 }),
    declared({ ...USUAL, to: '10.2.0.0/16', metric: 9, via: '192.0.2.1' }),
    declared({ ...USUAL, to: '10.3.0.0/16' }, 'eth2'),
  ];
  const isRead = [1, 3, 4];
  const packed = pack(objects.filter((_, place) => isRead.includes(place)));
  assert.ok(packed);
  const list = declaredRoutes({
    packed: { ...packed, places: Uint32Array.from(isRead) },
    others: new Map(objects.flatMap((one, place) => (isRead.includes(place) ? [] : [[place, one]]))),
    sourceOf: () => assert.fail('no place is asked for'),
    routeOf: () => assert.fail('no object is to be made'),
  });
  assert.deepEqual(pack(list), pack(objects));
});
