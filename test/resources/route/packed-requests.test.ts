import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Declared, Route } from '../../../src/model/index.ts';
import { type Request, Writer } from '../../../src/netlink/index.ts';
import { pack } from '../../../src/resources/route/pack.ts';
import { packedRequests } from '../../../src/resources/route/packed-requests.ts';
import { routes as room } from '../../../src/resources/route/route.ts';
import { nothingSeen } from '../../../src/resources/route/see-packed.ts';
import { asRequests, index, step } from '../steps.ts';

const ROUTES = ['0.0.0.0/0', '10.0.0.0/8', '203.0.113.7/32'].flatMap((to) =>
  [0, 4_294_967_295].flatMap((metric) =>
    [254, 255, 256, 4_294_967_295].map((table): Route => {
      const link = table === 256 ? 'br0' : 'eth0';
      return {
        type: 'route',
        family: 4,
        table,
        to,
        tos: 0,
        metric,
        kind: 'unicast',
        via: '192.0.2.254',
        link,
      };
    }),
  ),
);

function packed(): readonly Request[] {
  const declared = ROUTES.map((item): Declared<Route> => ({ item, on: item.link ?? '', source: PLACE }));
  const columns = pack(declared);
  assert.ok(columns);
  return packedRequests(nothingSeen(columns, columns.devices), index())(Uint32Array.from(ROUTES.keys()));
}

const PLACE = { file: 'a.yaml', line: 1, column: 1 };

const general = (): readonly Request[] =>
  ROUTES.flatMap((one) =>
    asRequests(room.requests(step('create', null, room.normal({ ...one, protocol: 78 })), index())),
  );

function bytes(request: Request, itself: boolean): Uint8Array {
  const w = new Writer();
  if (itself) {
    const start = w.begin(request.type, request.flags ?? 0, 1);
    request.put?.(w);
    w.end(start);
  } else request.message.write(w, request.type, request.flags ?? 0, 1, request.value);
  return w.bytes.slice(0, w.at);
}

test('A packed route is written as the table of its message writes it, and as a route that is an object', () => {
  const others = general();
  packed().forEach((request, i) => {
    const other = others[i];
    assert.ok(other);
    assert.deepEqual(bytes(request, true), bytes(request, false));
    assert.deepEqual(bytes(request, true), bytes(other, false));
  });
});

test('Its value, for those who read it, is that of an object', () => {
  assert.deepEqual(
    packed().map(({ type, flags, value }) => ({ type, flags, value })),
    general().map(({ type, flags, value }) => ({ type, flags, value })),
  );
});

test('A link that is not there is complained about', () => {
  const columns = pack([{ item: { ...ROUTES[0], link: 'gone' } as Route, on: 'gone', source: PLACE }]);
  assert.ok(columns);
  const requestsOf = packedRequests(nothingSeen(columns, columns.devices), index());
  assert.throws(() => requestsOf(Uint32Array.of(0)), {
    name: 'NlapplyError',
  });
});
