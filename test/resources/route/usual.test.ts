import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from '../../../src/model/index.ts';
import { route as message, type Request, Writer } from '../../../src/netlink/index.ts';
import { isCall } from '../../../src/resources/room.ts';
import { routes } from '../../../src/resources/route/route.ts';
import { isUsual, putUsual } from '../../../src/resources/route/usual.ts';
import { index, step } from '../steps.ts';

const v4: Route = {
  ...{ type: 'route', family: 4, table: 254, to: '10.0.0.0/8', tos: 0, metric: 0, kind: 'unicast' },
  link: 'eth0',
};

const USUAL: readonly Partial<Route>[] = [
  {},
  { via: '10.0.0.1' },
  { to: '0.0.0.0/0', via: '255.255.255.254', metric: 4_294_967_295 },
  { to: '203.0.113.7/32', table: 4_294_967_295, from: '192.0.2.1', onLink: true, via: '192.0.2.9' },
  { kind: 'blackhole', link: null, table: 255 },
  { kind: 'local', scope: 'host', tos: 16, table: 256, protocol: 4 },
  { kind: 'multicast', scope: 7 },
];

const UNUSUAL: readonly Partial<Route>[] = [
  { family: 6, to: '2001:db8::/32', metric: 1024 },
  { via: '2001:db8::1' },
  { mtu: 1400 },
  { advertisedMss: 1400 },
  { congestionWindow: 10 },
  { advertisedReceiveWindow: 10 },
  { nexthopId: 7 },
  { nexthops: [{ via: null, link: 'eth0', weight: 1, onLink: false }] },
  { beyond: '9:00' },
  { options: { quickAck: true } },
];

function creation(more: Partial<Route>): Request {
  const [order] = routes.requests(step('create', null, routes.normal({ ...v4, ...more })), index());
  if (order === undefined || isCall(order)) throw new TypeError('a request is due');
  return order;
}

test('A usual route writes itself as the table of the message writes it, to the byte', () => {
  for (const more of USUAL) {
    const request = creation(more);
    const [self, table] = [new Writer(4), new Writer()];
    assert.ok(request.put !== undefined, JSON.stringify(more));
    request.put(self);
    message.put(table, request.value);
    assert.deepEqual(self.bytes.slice(0, self.at), table.bytes.slice(0, table.at), JSON.stringify(more));
  }
});

test('A route has the number that its link had when the request was made, and none is made without the link', () => {
  const numbers = new Map([['eth0', 7]]);
  const links = {
    ...index(),
    indexOf: (name: string) => numbers.get(name) ?? assert.fail(`no link ${name}`),
  };
  const [order] = routes.requests(step('create', null, routes.normal(v4)), links);
  numbers.delete('eth0');
  assert.ok(order !== undefined && !isCall(order) && order.put !== undefined);
  const [self, table] = [new Writer(), new Writer()];
  order.put(self);
  message.put(table, order.value);
  assert.deepEqual(self.bytes.slice(0, self.at), table.bytes.slice(0, table.at));
  assert.equal(order.value['oif'], 7);
  assert.throws(() => routes.requests(step('create', null, routes.normal(v4)), links), /no link eth0/);
});

test('What is beyond the usual is left to the table', () => {
  for (const more of UNUSUAL) {
    assert.equal(isUsual({ ...v4, ...more }), false);
    assert.equal(creation(more).put, undefined);
  }
});

test('What a route cannot be is no message', () => {
  for (const more of [{ to: '10.0.0.0/33' }, { to: 'x/8' }, { metric: -1 }, { metric: 4_294_967_296 }])
    assert.throws(() => putUsual(new Writer(), { ...v4, ...more }, 78, 2), JSON.stringify(more));
});
