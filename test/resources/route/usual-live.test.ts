import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  parseAddress,
  RTM,
  RTM_F,
  RTNH_F,
  route,
  type Value,
  Writer,
} from '../../../src/netlink/index.ts';
import { nearness } from '../../../src/resources/route/near.ts';
import { newTexts, readRoute } from '../../../src/resources/route/observe.ts';
import { usualReader } from '../../../src/resources/route/usual-live.ts';
import { index } from '../steps.ts';

type Live = Value<typeof route>;

const live: Live = {
  ...{ family: AF.INET, dstLen: 24, tos: 0, tableId: 254, protocol: 78, scope: 0, type: 1, table: 254 },
  ...{ dst: parseAddress('203.0.113.0'), gateway: parseAddress('192.0.2.254'), oif: 2 },
};
const { dst: _, gateway: _gateway, oif: _oif, ...bare } = live;

const USUAL: readonly Live[] = [
  live,
  { ...live, priority: 4_294_967_295, table: 4_294_967_295, tableId: 0, tos: 16 },
  { ...bare, dstLen: 0, oif: 2, prefsrc: parseAddress('192.0.2.1'), scope: 253 },
  { ...bare, dst: parseAddress('203.0.113.7'), dstLen: 32, type: 6 },
  { ...live, oif: 77, flags: RTNH_F.ONLINK, scope: 9 },
  { ...live, type: 2, scope: 254, table: 255, tableId: 255, protocol: 2 },
];

const UNUSUAL: readonly Live[] = [
  { ...live, family: AF.INET6, dst: parseAddress('2001:db8::'), gateway: parseAddress('2001:db8::1') },
  { ...live, metrics: { mtu: 1400 } },
  { ...live, nhId: 7 },
  { ...live, srcLen: 8 },
  { ...live, flags: RTM_F.CLONED },
  { ...bare, via: { family: AF.INET6, address: parseAddress('fe80::1') }, oif: 2 },
  { ...bare, multipath: [{ flags: 0, hops: 0, index: 2, gateway: parseAddress('192.0.2.254') }] },
];

function written(value: Live): Writer {
  const writer = new Writer();
  route.write(writer, RTM.NEWROUTE, 0, 1, value);
  return writer;
}

const quickly = (value: Live, options: Parameters<typeof usualReader>[2] = {}) => {
  const w = written(value);
  return usualReader(index(), newTexts(), options)(w, 16, w.at);
};

test('A usual route is read where it lies as the table of the message reads it', () => {
  for (const value of USUAL) {
    const w = written(value);
    const slowly = readRoute(new route.View().at(w, 16, w.at), index(), newTexts());
    assert.deepEqual(quickly(value), slowly);
    assert.deepEqual(Object.keys(quickly(value) ?? {}), Object.keys(slowly ?? {}));
  }
});

test('Routes read one after the other are read as each of them alone', () => {
  const gateway = parseAddress('198.51.100.1');
  const values = [
    ...USUAL.flatMap((value) => [value, value, live]),
    ...USUAL.flatMap((value) => [value, { ...value, dst: parseAddress('255.0.113.0') }]),
    ...USUAL.flatMap((value) => [live, { ...value, gateway, dstLen: 9 }, ...UNUSUAL, value]),
  ];
  const w = new Writer();
  const read = usualReader(index(), newTexts());
  values.forEach((value) => {
    const start = w.at;
    route.write(w, RTM.NEWROUTE, 0, 1, value);
    assert.deepEqual(read(w, start + 16, w.at), quickly(value));
  });
});

test('What is beyond the usual is left to the table', () => {
  for (const value of UNUSUAL) assert.equal(quickly(value), undefined);
});

test('What no configuration can say, and what nobody seeks, is left out', () => {
  assert.equal(quickly({ ...live, type: 10 }), null);
  const sought = { keys: new Set<string>(), destinations: new Set([parseAddress('10.0.0.0')]) };
  const near = nearness(sought, index());
  assert.equal(quickly({ ...live, protocol: 12 }, { near }), null);
  assert.notEqual(quickly({ ...live, protocol: 12, dst: parseAddress('10.0.0.0') }, { near }), null);
  assert.notEqual(quickly({ ...bare, protocol: 12, oif: 2 }, { near }), null);
});

test('A usual route is near to what the table of the message finds it near to', () => {
  const sought = { keys: new Set<string>(), destinations: new Set([parseAddress('10.0.0.0')]) };
  const name = index().nameOf(2) ?? '';
  const all = [
    { links: new Set<string>(), sources: new Set<string>() },
    { links: new Set([name]), sources: new Set<string>() },
    { links: new Set<string>(), sources: new Set(['192.0.2.1', '2001:db8::1']) },
  ];
  for (const along of all) {
    const near = nearness({ ...sought, along }, index());
    for (const value of USUAL.map((one) => ({ ...one, protocol: 12 }))) {
      const w = written(value);
      assert.equal(quickly(value, { near }) !== null, near.of(new route.View().at(w, 16, w.at)));
    }
  }
});

test('A message that is cut off is left to the table, which complains', () => {
  const w = written(live);
  assert.equal(usualReader(index(), newTexts())(w, 16, w.at - 4), undefined);
});
