import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from '../../../src/model/index.ts';
import { NLM_F, parseAddress, RTM } from '../../../src/netlink/index.ts';
import { routes } from '../../../src/resources/route/route.ts';
import { index, plain, step } from '../steps.ts';

const base: Route = routes.normal({
  ...{
    type: 'route',
    family: 4,
    table: 254,
    to: '10.0.0.0/8',
    tos: 0,
    metric: 0,
    kind: 'unicast',
    link: 'eth0',
  },
  protocol: 78,
});
const created = (more: Partial<Route>) =>
  plain(routes.requests(step('create', null, { ...base, ...more }), index()))[0]?.value;

const fields = {
  family: 2,
  dstLen: 8,
  tos: 0,
  tableId: 254,
  table: 254,
  type: 1,
  scope: 253,
  protocol: 78,
  dst: 0x0a000000,
  oif: 2,
};

test("A new route is never put in another's place", () => {
  assert.deepEqual(plain(routes.requests(step('create', null, base), index())), [
    { type: RTM.NEWROUTE, flags: NLM_F.CREATE | NLM_F.EXCL, value: fields },
  ]);
});

test('A change swaps the route without a moment between', () => {
  const [request] = plain(routes.requests(step('change', base, { ...base, mtu: 1400 }), index()));
  assert.deepEqual(request, {
    type: RTM.NEWROUTE,
    flags: NLM_F.CREATE | NLM_F.REPLACE,
    value: { ...fields, metrics: { mtu: 1400 } },
  });
});

test('A removal names everything, so that it hits no neighbour', () => {
  const theirs = {
    ...base,
    protocol: 4,
    metric: 5,
    via: '10.0.0.1',
    from: '10.0.0.2',
    scope: 'global' as const,
  };
  assert.deepEqual(plain(routes.requests(step('remove', theirs, null), index())), [
    {
      type: RTM.DELROUTE,
      value: { ...fields, scope: 0, protocol: 4, priority: 5, gateway: 0x0a000001, prefsrc: 0x0a000002 },
    },
  ]);
});

test('The default route has no destination', () => {
  const value = created({ to: '0.0.0.0/0' });
  assert.deepEqual([value?.['dstLen'], value?.['dst']], [0, undefined]);
});

test('A table above 255 is told beside the header', () => {
  const value = created({ table: 1000 });
  assert.deepEqual([value?.['tableId'], value?.['table']], [0, 1000]);
});

test('A gateway of the other family goes into RTA_VIA', () => {
  assert.deepEqual(created({ via: 'fe80::1' })?.['via'], { family: 10, address: parseAddress('fe80::1') });
  assert.equal(created({ via: 'fe80::1' })?.['gateway'], undefined);
});

test('All that can be said is sent', () => {
  const value = created({
    ...{ onLink: true, via: '10.0.0.1', scope: 'site', tos: 16, kind: 'anycast', metric: 9 },
    ...{ mtu: 1400, advertisedMss: 1360, congestionWindow: 10, advertisedReceiveWindow: 20 },
  });
  assert.deepEqual(value, {
    ...fields,
    ...{ flags: 4, gateway: 0x0a000001, scope: 200, tos: 16, type: 4, priority: 9 },
    metrics: { mtu: 1400, advmss: 1360, initcwnd: 10, initrwnd: 20 },
  });
});

test('A route that leads nowhere names no link', () => {
  const value = created({ kind: 'blackhole', link: null, scope: 'global' });
  assert.deepEqual([value?.['type'], value?.['oif']], [6, undefined]);
});

test("Another's route of several paths can be put back with its mark", () => {
  const value = created({
    ...{ link: null, protocol: 186, scope: 'global' },
    nexthops: [
      { via: '10.0.0.1', link: 'eth0', weight: 1, onLink: false },
      { via: null, link: 'br0', weight: 10, onLink: true },
    ],
  });
  assert.equal(value?.['protocol'], 186);
  assert.deepEqual(value?.['multipath'], [
    { flags: 0, hops: 0, index: 2, gateway: 0x0a000001 },
    { flags: 4, hops: 9, index: 3 },
  ]);
});

test('A route whose gateway is out of reach is put back by a way to it that goes again', () => {
  const far: Route = { ...base, to: '10.77.0.0/16', via: '10.0.0.200', protocol: 3 };
  const orders = routes.detour?.(step('create', null, far), 'ENETUNREACH', index()) ?? [];
  assert.deepEqual(
    plain(orders).map(({ type, value }) => [
      type,
      value['dst'],
      value['dstLen'],
      value['gateway'],
      value['oif'],
    ]),
    [
      [RTM.NEWROUTE, parseAddress('10.0.0.200'), 32, undefined, 2],
      [RTM.NEWROUTE, parseAddress('10.77.0.0'), 16, parseAddress('10.0.0.200'), 2],
      [RTM.DELROUTE, parseAddress('10.0.0.200'), 32, undefined, 2],
    ],
  );
  const own = { ...step('create', null, far), source: { file: 'a.yaml', line: 1, column: 1 } };
  assert.equal(routes.detour?.(own, 'ENETUNREACH', index()), undefined);
  assert.equal(routes.detour?.(step('create', null, base), 'ENETUNREACH', index()), undefined);
});
