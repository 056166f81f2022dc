import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AF, parseAddress, RTM, route, type Value, Writer } from '../../../src/netlink/index.ts';
import { isNear } from '../../../src/resources/route/near.ts';

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

function view(value: Value<typeof route>): InstanceType<typeof route.View> {
  const writer = new Writer();
  route.write(writer, RTM.NEWROUTE, 0, 1, value);
  return new route.View().at(writer, 16, writer.at);
}

const sought = { keys: new Set<string>(), destinations: new Set(['10.0.0.0', '::'].map(parseAddress)) };
const near = (more: Value<typeof route>): boolean => isNear(view({ ...bgp, ...more }), sought);

test("A routing daemon's route is near when a declared one has its destination, whatever the length", () => {
  assert.equal(near({}), false);
  assert.equal(near({ dst: parseAddress('10.0.0.0') }), true);
  assert.equal(near({ dst: parseAddress('10.0.0.0'), dstLen: 8, table: 100, priority: 7 }), true);
});

test('A default route has a destination, too, though the message has none', () => {
  const { dst: _, ...any } = bgp;
  assert.equal(isNear(view({ ...any, dstLen: 0 }), sought), false);
  assert.equal(isNear(view({ ...any, dstLen: 0, family: AF.INET6 }), sought), true);
});

test('Ours are near, and those that come and go by themselves', () => {
  for (const protocol of [1, 2, 9, 16, 78]) assert.equal(near({ protocol }), true);
  for (const protocol of [3, 4, 11, 186]) assert.equal(near({ protocol }), false);
});

test('What tells that gateways are on a link is near; what leads nowhere, or by several paths, is not', () => {
  const { gateway: _, ...direct } = bgp;
  assert.equal(isNear(view(direct), sought), true);
  assert.equal(isNear(view({ ...direct, type: 6 }), sought), false);
  assert.equal(isNear(view({ ...direct, nhId: 7 }), sought), false);
  assert.equal(
    isNear(view({ ...direct, via: { family: AF.INET6, address: parseAddress('fe80::1') } }), sought),
    false,
  );
});
