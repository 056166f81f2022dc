import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AF, parseAddress, RTM, route, type Value, Writer } from '../../../src/netlink/index.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { nearness, type RoutesSought } from '../../../src/resources/route/near.ts';

const BIRD = 12;
const GATEWAY = parseAddress('192.0.2.254');

/** One of a routing daemon's: by a gateway, to somewhere that nobody declares. */
const bgp: Value<typeof route> = {
  family: AF.INET,
  dstLen: 24,
  protocol: BIRD,
  type: 1,
  table: 254,
  dst: parseAddress('203.0.113.0'),
  gateway: GATEWAY,
  oif: 2,
};

type Live = InstanceType<typeof route.View>;

function view(value: Value<typeof route>): Live {
  const writer = new Writer();
  route.write(writer, RTM.NEWROUTE, 0, 1, value);
  return new route.View().at(writer, 16, writer.at);
}

const sought: RoutesSought = {
  keys: new Set<string>(),
  destinations: new Set(['10.0.0.0', '::'].map(parseAddress)),
};
const LINKS = linkIndex([
  ['eth0', 2],
  ['eth1', 3],
]);
const isNear = (live: Live, to = sought): boolean => nearness(to, LINKS).of(live);
const near = (more: Value<typeof route>, to = sought): boolean => isNear(view({ ...bgp, ...more }), to);

test("A routing daemon's route is near when a declared one has its destination, whatever the length", () => {
  assert.equal(near({}), false);
  assert.equal(near({ dst: parseAddress('10.0.0.0') }), true);
  assert.equal(near({ dst: parseAddress('10.0.0.0'), dstLen: 8, table: 100, priority: 7 }), true);
});

test('A default route has a destination, too, though the message has none', () => {
  const { dst: _, ...any } = bgp;
  assert.equal(isNear(view({ ...any, dstLen: 0 })), false);
  assert.equal(isNear(view({ ...any, dstLen: 0, family: AF.INET6 })), true);
});

test('Ours are near, and those that come and go by themselves', () => {
  for (const protocol of [1, 2, 9, 16, 78]) assert.equal(near({ protocol }), true);
  for (const protocol of [3, 4, 11, 186]) assert.equal(near({ protocol }), false);
});

test('What tells that gateways are on a link is near; what leads nowhere, or by several paths, is not', () => {
  const { gateway: _, ...direct } = bgp;
  assert.equal(isNear(view(direct)), true);
  assert.equal(isNear(view({ ...direct, type: 6 })), false);
  assert.equal(isNear(view({ ...direct, nhId: 7 })), false);
  assert.equal(
    isNear(view({ ...direct, via: { family: AF.INET6, address: parseAddress('fe80::1') } })),
    false,
  );
});

test('What goes with a link or an address is near, and what may name one in a way of its own', () => {
  const along = { links: new Set(['eth1', 'gone']), sources: new Set(['192.0.2.1', '2001:db8::1']) };
  const goes = (more: Value<typeof route>): boolean => near(more, { ...sought, along });
  assert.equal(goes({}), false);
  assert.equal(goes({ oif: 3 }), true);
  assert.equal(goes({ oif: 9 }), false);
  assert.equal(goes({ prefsrc: parseAddress('192.0.2.1') }), true);
  assert.equal(goes({ prefsrc: parseAddress('192.0.2.2') }), false);
  assert.equal(goes({ family: AF.INET6, prefsrc: parseAddress('2001:db8::1') }), true);
  assert.equal(goes({ nhId: 7 }), true);
  assert.equal(goes({ encapType: 1 }), true);
  assert.equal(goes({ multipath: [{ index: 2 }, { index: 3 }] }), true);
  assert.equal(goes({ multipath: [{ index: 2 }, { index: 4 }] }), false);
  assert.equal(near({ oif: 3 }), false);
});
