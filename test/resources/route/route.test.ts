import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from '../../../src/model/index.ts';
import { linksOf, sourceOf, withoutLink } from '../../../src/resources/route/paths.ts';
import { routes } from '../../../src/resources/route/route.ts';

const v4: Route = {
  type: 'route',
  family: 4,
  table: 254,
  to: '10.0.0.0/8',
  tos: 0,
  metric: 0,
  kind: 'unicast',
  link: 'eth0',
};
const v6: Route = { ...v4, family: 6, to: '2001:db8::/32', metric: 1024 };

const found = (wanted: Partial<Route>, live: Partial<Route>, base = v4): unknown[] =>
  routes
    .differences(routes.normal({ ...base, ...wanted }), routes.normal({ ...base, ...live }))
    .map((d) => [d.attribute, d.before, d.after, d.how]);

test('A route is known by destination, table, metric and TOS', () => {
  const keys = [
    v4,
    { ...v4, to: '10.0.0.0/9' },
    { ...v4, table: 100 },
    { ...v4, metric: 5 },
    { ...v4, tos: 16 },
  ].map(routes.key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(
    routes.key(v4),
    routes.key({ ...v4, via: '10.0.0.1', link: 'eth1', kind: 'blackhole', protocol: 4 }),
  );
});

test("What is not said is the kernel's default", () => {
  assert.deepEqual(routes.normal(v4), {
    ...v4,
    ...{ via: null, from: null, scope: 'link', onLink: false },
    ...{ mtu: null, advertisedMss: null, congestionWindow: null, advertisedReceiveWindow: null },
  });
});

for (const [kind, via, scope] of [
  ['unicast', null, 'link'],
  ['unicast', '10.0.0.1', 'global'],
  ['local', null, 'host'],
  ['broadcast', null, 'link'],
  ['multicast', null, 'link'],
  ['anycast', null, 'link'],
  ['blackhole', null, 'global'],
] as const) {
  test(`The scope of a ${kind} route ${via === null ? 'without' : 'with'} a gateway is ${scope}`, () => {
    assert.equal(routes.normal({ ...v4, kind, via }).scope, scope);
  });
}

test('IPv6 has no scopes', () => {
  assert.equal(routes.normal({ ...v6, scope: 'link' }).scope, 'global');
});

test('A route that leads nowhere has no link, though IPv6 shows lo', () => {
  for (const kind of ['blackhole', 'unreachable', 'prohibit', 'throw'] as const) {
    assert.equal(routes.normal({ ...v6, kind, link: 'lo' }).link, null);
  }
});

test('Everything but the mark is compared, and changes in place', () => {
  assert.deepEqual(found({ protocol: 78 }, { protocol: 4 }), []);
  assert.deepEqual(found({ via: '10.0.0.1' }, {}), [
    ['via', null, '10.0.0.1', 'live'],
    ['scope', 'link', 'global', 'live'],
  ]);
  assert.deepEqual(
    found({}, { mtu: 1400, advertisedMss: 1360, congestionWindow: 10, advertisedReceiveWindow: 20 }),
    [
      ['mtu', 1400, null, 'live'],
      ['advertised-mss', 1360, null, 'live'],
      ['congestion-window', 10, null, 'live'],
      ['advertised-receive-window', 20, null, 'live'],
    ],
  );
  assert.deepEqual(found({ kind: 'blackhole', link: null }, {}, v6), [
    ['type', 'unicast', 'blackhole', 'live'],
    ['link', 'eth0', null, 'live'],
  ]);
  assert.deepEqual(found({ from: '2001:db8::1', onLink: true }, {}, v6), [
    ['from', null, '2001:db8::1', 'live'],
    ['on-link', false, true, 'live'],
  ]);
});

test('Several paths are compared in their order', () => {
  const hop = (link: string, weight = 1) => ({ via: null, link, weight, onLink: false });
  const two = { link: null, nexthops: [hop('eth0'), hop('eth1', 2)] };
  assert.deepEqual(found(two, two), []);
  assert.deepEqual(
    found({}, two).map((d) => (Array.isArray(d) ? d[0] : d)),
    ['link', 'scope', 'nexthops'],
  );
});

test("The kernel's, routers' and DHCP's routes come and go by themselves; other daemons' do not", () => {
  for (const protocol of [1, 2, 9, 16]) assert(routes.automatic({ ...v4, protocol }), String(protocol));
  for (const protocol of [0, 3, 4, 11, 12, 42, 78, 186, 188])
    assert(!routes.automatic({ ...v4, protocol }), String(protocol));
  assert(
    routes.marked({ ...v4, protocol: 78 }) && !routes.marked({ ...v4, protocol: 4 }) && !routes.marked(v4),
  );
});

test('A route is named as one would type it', () => {
  assert.equal(
    routes.name({ ...v4, to: '0.0.0.0/0', via: '10.0.0.1' }),
    'route default via 10.0.0.1 dev eth0',
  );
  assert.equal(routes.name({ ...v6, to: '::/0', metric: 100 }), 'route default (IPv6) dev eth0 metric 100');
  assert.equal(
    routes.name({ ...v4, kind: 'blackhole', link: null, table: 100 }),
    'route blackhole 10.0.0.0/8 table 100',
  );
});

test('The links and the source of a route are known', () => {
  const hops = ['eth0', 'eth1'].map((link) => ({ via: null, link, weight: 1, onLink: false }));
  assert.deepEqual(
    [linksOf(v4), linksOf({ ...v4, link: null }), linksOf({ ...v4, link: null, nexthops: hops })],
    [['eth0'], [], ['eth0', 'eth1']],
  );
  assert.deepEqual([sourceOf(v4), sourceOf({ ...v4, from: '10.0.0.1' })], [[], ['10.0.0.1']]);
});

test('Without one of its links a route has fewer paths, the last of which is its own', () => {
  const hop = (link: string) => ({ via: 'fe80::1', link, weight: 2, onLink: true });
  const many: Route = { ...v6, link: null, nexthops: [hop('a'), hop('b'), hop('c')] };
  const two = withoutLink(many, 'a');
  assert.deepEqual(
    two?.nexthops?.map((h) => h.link),
    ['b', 'c'],
  );
  const one = two === undefined ? undefined : withoutLink(two, 'b');
  assert.deepEqual([one?.link, one?.via, one?.onLink, one?.nexthops], ['c', 'fe80::1', true, undefined]);
  assert.equal(one === undefined ? null : withoutLink(one, 'c'), undefined);
});

/** Values that members of a route may have, the default among them. */
const MEMBERS: readonly Partial<Route>[] = [
  {},
  { via: '10.0.0.1' },
  { link: 'eth1' },
  { link: null, kind: 'blackhole' },
  { kind: 'local' },
  { from: '10.0.0.9' },
  { scope: 'link' },
  { scope: 'global' },
  { onLink: true },
  { onLink: false },
  { mtu: 1400 },
  { advertisedMss: 1400 },
  { congestionWindow: 20 },
  { advertisedReceiveWindow: 20 },
  { protocol: 4 },
  { beyond: '9:00' },
  { options: { hopLimit: 5 } },
  { expires: 5 },
  { nexthops: [{ via: null, link: 'eth1', weight: 1, onLink: false }] },
];

test('Routes for other senders are other routes', () => {
  const some: Route = { ...v6, source: '2001:db8::/48' };
  assert.equal(new Set([v6, some, { ...some, source: '2001:db8::/56' }].map(routes.key)).size, 3);
  assert.match(routes.name(some), / from 2001:db8::\/48/);
});

test('A route that is quickly seen to be as wanted has no difference', () => {
  for (const base of [v4, v6]) {
    for (const wanted of MEMBERS.map((more) => ({ ...base, ...more }))) {
      for (const live of MEMBERS.map((more) => routes.normal({ ...base, ...more }))) {
        const differs = routes.differences(routes.normal(wanted), live).length > 0;
        if (routes.isAsWanted?.(wanted, live) === true) assert.equal(differs, false);
      }
    }
  }
});

test('A usual route is quickly seen to be as wanted, with its defaults said or not', () => {
  for (const wanted of [
    v4,
    v6,
    { ...v4, via: '10.0.0.1', mtu: 1400 },
    { ...v4, kind: 'blackhole' as const },
  ]) {
    assert.equal(routes.isAsWanted?.(wanted, routes.normal(wanted)), true);
    assert.equal(routes.isAsWanted?.(routes.normal(wanted), routes.normal(wanted)), true);
    assert.equal(routes.isAsWanted?.({ ...wanted, from: '10.0.0.9' }, routes.normal(wanted)), false);
  }
});
