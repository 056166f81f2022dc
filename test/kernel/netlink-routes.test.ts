import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  NLM_F,
  openRoute,
  parseAddress,
  type Route,
  RT_TABLE,
  RTM,
  RTM_F,
  RTN,
  RTNH_F,
  RTPROT,
  route,
} from '../../src/netlink/index.ts';
import type { Shown } from './support/namespace.ts';
import { expectShown, routed } from './support/netlink.ts';

const at = parseAddress;

const unicast = { type: RTN.UNICAST, protocol: RTPROT.STATIC } as const;

test('an IPv4 route has every metric and attribute given to it', async (t) => {
  const { ns, socket, index } = await routed(t);
  const metrics = {
    lock: 1 << 2,
    mtu: 1400,
    window: 5000,
    rtt: 800,
    rttvar: 400,
    ssthresh: 20,
    cwnd: 30,
    advmss: 1300,
    reordering: 4,
    hoplimit: 60,
    initcwnd: 11,
    initrwnd: 12,
    rtoMin: 40,
    quickack: 1,
    fastopenNoCookie: 1,
    features: 1,
  };
  const value: Route = {
    ...unicast,
    family: AF.INET,
    dst: at('10.9.0.0'),
    dstLen: 16,
    tos: 0x10,
    gateway: at('10.1.0.9'),
    oif: index,
    prefsrc: at('10.1.0.1'),
    priority: 50,
    table: 1000,
    metrics,
    flow: 0x10002,
  };
  await socket.routes.add(value);
  const [shown] = ns.ip('route', 'show', 'table', '1000');
  expectShown(shown, {
    dst: '10.9.0.0/16',
    tos: '0x10',
    gateway: '10.1.0.9',
    dev: 'v0',
    prefsrc: '10.1.0.1',
    metric: 50,
    protocol: 'static',
  });
  const [theirs] = (shown?.['metrics'] ?? []) as Shown[];
  expectShown(theirs, {
    mtu: 1400,
    window: 5000,
    advmss: 1300,
    hoplimit: 60,
    initcwnd: 11,
    initrwnd: 12,
    quickack: 1,
    reordering: 4,
    cwnd: 30,
    ssthresh: 20,
  });
  const [ours] = await socket.routes.list({ family: AF.INET, table: 1000 });
  assert.deepEqual({ ...ours, ...value, metrics: { ...ours?.metrics, ...metrics } }, ours);
});

test('multipath routes of both versions are written and read with all nexthops', async (t) => {
  const { ns, socket, index } = await routed(t);
  const four = [
    { index, gateway: at('10.1.0.2'), hops: 4 },
    { index, gateway: at('10.1.0.3'), flags: RTNH_F.ONLINK },
    { index, via: { family: AF.INET6, address: at('2001:db8:1::9') } },
  ];
  await socket.routes.add({
    ...unicast,
    family: AF.INET,
    dst: at('10.8.0.0'),
    dstLen: 16,
    tableId: RT_TABLE.MAIN,
    multipath: four,
  });
  const [shown] = ns.ip('route', 'show', '10.8.0.0/16');
  const hops = (shown?.['nexthops'] ?? []) as Shown[];
  assert.deepEqual(
    hops.map((hop) => [hop['gateway'] ?? (hop['via'] as Shown)['host'], hop['weight'], hop['flags']]),
    [
      ['10.1.0.2', 5, []],
      ['10.1.0.3', 1, ['onlink']],
      ['2001:db8:1::9', 1, []],
    ],
  );
  const [read] = await socket.routes.list({ family: AF.INET, dst: at('10.8.0.0') });
  assert.deepEqual(read?.multipath, [
    { flags: 0, hops: 4, index, gateway: at('10.1.0.2') },
    { flags: RTNH_F.ONLINK, hops: 0, index, gateway: at('10.1.0.3') },
    { flags: 0, hops: 0, index, via: { family: AF.INET6, address: at('2001:db8:1::9') } },
  ]);
  const six = [
    { index, gateway: at('2001:db8:1::2') },
    { index, gateway: at('2001:db8:1::3'), hops: 1 },
  ];
  await socket.routes.add({
    ...unicast,
    family: AF.INET6,
    dst: at('2001:db8:8::'),
    dstLen: 48,
    table: RT_TABLE.MAIN,
    multipath: six,
    pref: 1,
  });
  const [shown6] = ns.ip('-6', 'route', 'show', '2001:db8:8::/48');
  expectShown(shown6, { pref: 'high' });
  assert.deepEqual(
    ((shown6?.['nexthops'] ?? []) as Shown[]).map((hop) => [hop['gateway'], hop['weight']]),
    [
      ['2001:db8:1::2', 1],
      ['2001:db8:1::3', 2],
    ],
  );
});

test('blackhole and unreachable routes have no nexthop', async (t) => {
  const { ns, socket } = await routed(t);
  for (const [name, type] of [
    ['blackhole', RTN.BLACKHOLE],
    ['unreachable', RTN.UNREACHABLE],
    ['prohibit', RTN.PROHIBIT],
  ] as const) {
    await socket.routes.add({
      family: AF.INET,
      dst: at(`10.7.${type}.0`),
      dstLen: 24,
      type,
      tableId: RT_TABLE.MAIN,
      protocol: RTPROT.STATIC,
    });
    expectShown(ns.ip('route', 'show', `10.7.${type}.0/24`)[0], { type: name });
  }
});

test('the verbs differ in their flags: add refuses what is there, replace replaces it, append puts another behind', async (t) => {
  const { socket, index } = await routed(t);
  const to = (gateway: string): Route => ({
    ...unicast,
    family: AF.INET,
    dst: at('10.6.0.0'),
    dstLen: 16,
    tableId: RT_TABLE.MAIN,
    oif: index,
    gateway: at(gateway),
  });
  const gateways = async (): Promise<unknown[]> =>
    (await socket.routes.list({ family: AF.INET, dst: at('10.6.0.0') })).map((r) => r.gateway);
  await socket.routes.add(to('10.1.0.2'));
  await assert.rejects(socket.routes.add(to('10.1.0.2')), { code: 'EEXIST' });
  await socket.routes.replace(to('10.1.0.3'));
  assert.deepEqual(await gateways(), [at('10.1.0.3')]);
  await socket.routes.append(to('10.1.0.4'));
  assert.deepEqual(await gateways(), [at('10.1.0.3'), at('10.1.0.4')]);
  await socket.routes.delete(to('10.1.0.4'));
  assert.deepEqual(await gateways(), [at('10.1.0.3')]);
  await assert.rejects(socket.routes.delete(to('10.1.0.4')), { code: 'ESRCH' });
});

test('a lookup tells the entry that matched', async (t) => {
  const { socket, index } = await routed(t);
  await socket.routes.add({
    ...unicast,
    family: AF.INET,
    dst: at('10.9.0.0'),
    dstLen: 16,
    tableId: RT_TABLE.MAIN,
    oif: index,
    gateway: at('10.1.0.9'),
  });
  const query = { family: AF.INET, dst: at('10.9.3.4'), dstLen: 32 };
  const entry = await socket.routes.get({ ...query, flags: RTM_F.FIB_MATCH });
  assert.deepEqual([entry.dst, entry.dstLen], [at('10.9.0.0'), 16]);
  const result = await socket.routes.get(query);
  assert.deepEqual([result.dst, result.dstLen], [at('10.9.3.4'), 32]);
});

test('strict dumps are filtered by the kernel, others here; both give the same', async (t) => {
  const { ns, socket, index } = await routed(t);
  ns.sh(
    'for i in 1 2 3; do ip route add 10.2.$i.0/24 dev v0 table 77; done; ip route add 10.3.0.0/24 dev v1 table 77',
  );
  const lax = openRoute({ netns: ns.path, strict: false });
  t.after(() => lax.close());
  assert.deepEqual([socket.connection.strict, lax.connection.strict], [true, false]);
  const filter = { family: AF.INET, table: 77, oif: index };
  const [a, b] = [await socket.routes.list(filter), await lax.routes.list(filter)];
  assert.equal(a.length, 3);
  assert.deepEqual(a, b);
  assert.deepEqual(await socket.routes.list({ family: AF.INET, table: 9999 }), []);
});

test('10 000 routes go in one batch, those that fail are told by index, and all are dumped again', async (t) => {
  const { socket, index } = await routed(t);
  const requests = Array.from({ length: 10_000 }, (_, i) => ({
    message: route,
    type: RTM.NEWROUTE,
    flags: NLM_F.CREATE | NLM_F.EXCL,
    // every thousandth one twice
    value: {
      ...unicast,
      family: AF.INET,
      dstLen: 32,
      table: 500,
      oif: index,
      dst: 0x14000000 + (i % 1000 === 999 ? i - 1 : i),
    },
  }));
  const outcomes = await socket.connection.batch(requests);
  assert.deepEqual(
    [...outcomes.keys()],
    Array.from({ length: 10 }, (_, i) => i * 1000 + 999),
  );
  assert.ok([...outcomes.values()].every(({ code }) => code === 'EEXIST'));
  const found = await socket.connection.dump(
    { message: route, type: RTM.GETROUTE, value: { family: AF.INET, table: 500 } },
    (view) => view.dst,
  );
  assert.equal(new Set(found).size, 9990);
});
