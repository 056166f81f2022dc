import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'prefixes of senders that are none, or of another family',
    eth0(
      'routes:',
      '  - {to: 10.0.0.0/8, via: 192.0.2.1, source-prefix: «192.0.2.0/24»}',
      '  - {to: "fd00::/8", via: "fe80::1", source-prefix: «192.0.2.0/24»}',
      '  - {to: "fd00::/9", via: "fe80::1", source-prefix: «"2001:db8::/129"»}',
      '  - {to: default, source-prefix: «me»}',
    ),
    ['conflict', 'family-mismatch', 'wrong-address', 'wrong-address'],
    /a rule with "from"/,
  ],
  [
    'a prefix of senders with bits beyond its length',
    eth0('routes: [{to: "fd00::/8", via: "fe80::1", source-prefix: «"2001:db8::1/48"»}]'),
    ['w:host-bits'],
    /taken for 2001:db8::\/48/,
  ],
  [
    'two routes for the same senders',
    eth0(
      'routes:',
      '  - ‹{to: "fd00::/8", via: "fe80::1", source-prefix: "2001:db8::/48"}›',
      '  - {to: "fd00::/8", via: "fe80::2", source-prefix: "2001:db8:1::/48"}',
      '  - {to: "fd00::/8", via: "fe80::2"}',
      '  - «{to: "fd00::/8", via: "fe80::2", source-prefix: "2001:db8:0::/48"}»',
    ),
    ['duplicate-route'],
    /to fd00::\/8 from 2001:db8::\/48 in table 254/,
  ],
  [
    'labels and segments where they do not belong',
    eth0(
      'routes:',
      '  - {to: 10.0.0.0/8, via: 192.0.2.1, mpls-labels: [7], segments: «["fc00::1"]»}',
      '  - {to: 10.1.0.0/16, type: blackhole, mpls-labels: «[7]»}',
      '  - {to: 10.2.0.0/16, nexthops: [{via: 192.0.2.1}], segments: «["fc00::1"]»}',
      '  - {to: 10.3.0.0/16, via: 192.0.2.1, segments-mode: «encap»}',
      '  - {to: 10.4.0.0/16, via: 192.0.2.1, segments: ["fc00::1"], segments-mode: «inline»}',
    ),
    ['conflict', 'conflict', 'conflict', 'missing-key', 'conflict'],
  ],
  [
    'labels and segments that are none',
    eth0(
      'routes:',
      '  - {to: 10.0.0.0/8, via: 192.0.2.1, mpls-labels: [7, «3»]}',
      '  - {to: 10.1.0.0/16, via: 192.0.2.1, mpls-labels: [«1048576»]}',
      '  - {to: 10.2.0.0/16, via: 192.0.2.1, segments: ["fc00::1", «192.0.2.7», «fc00::/64»]}',
      '  - {to: 10.3.0.0/16, via: 192.0.2.1, segments: «[]», segments-mode: inline}',
    ),
    ['wrong-value', 'out-of-range', 'wrong-address', 'wrong-address', 'wrong-value'],
  ],
  [
    'an MTU that is locked, but not given',
    eth0('routes: [{to: 10.0.0.0/8, via: 192.0.2.1, lock-mtu: «true»}]'),
    ['missing-key'],
  ],
  [
    'options out of their range',
    eth0(
      'routes:',
      '  - {to: 10.0.0.0/8, via: 192.0.2.1, hop-limit: «0», rto-min: «0»}',
      '  - {to: "fd00::/8", via: "fe80::1", hop-limit: «256», preference: «best»}',
    ),
    ['out-of-range', 'out-of-range', 'out-of-range', 'wrong-value'],
  ],
  [
    'locks of what the route does not have, or cannot be locked',
    eth0(
      'routes:',
      '  - {to: 10.0.0.0/8, via: 192.0.2.1, rtt: 7, locked: «[rtt, ssthresh]»}',
      '  - {to: 10.0.0.0/9, via: 192.0.2.1, rtt: «536870912», locked: [«quick-ack»], features: [«sack»]}',
    ),
    ['missing-key', 'out-of-range', 'wrong-value', 'wrong-value'],
    /the "ssthresh" of the route/,
  ],
  [
    'what is no name of an algorithm',
    eth0(
      'routes: [{to: 10.0.0.0/8, via: 192.0.2.1, congestion-control: «"a b"»}, {to: 10.0.0.0/9, via: 192.0.2.1, congestion-control: «sixteen-letters-»}]',
    ),
    ['wrong-value', 'wrong-value'],
    /such as bbr/,
  ],
  [
    'a preference of an IPv4 route',
    eth0('routes: [{to: 10.0.0.0/8, via: 192.0.2.1, preference: «high»}]'),
    ['w:no-effect'],
    /no meaning for an IPv4 route/,
  ],
  [
    'host bits in an IPv4 destination',
    eth0('routes: [{to: «10.0.0.5/8»}]'),
    ['host-bits'],
    /did you mean 10\.0\.0\.0\/8, or the host 10\.0\.0\.5\?/,
  ],
  [
    'host bits in an IPv6 destination, which the kernel clears',
    eth0('routes: [{to: «"2001:db8::1/32"»}]'),
    ['w:host-bits'],
    /it is taken for 2001:db8::\/32/,
  ],
  [
    'a prefix length beyond the family',
    eth0('routes: [{to: «10.0.0.0/99»}]'),
    ['wrong-address'],
    /IPv4: 0 to 32/,
  ],
  ['a destination that is none', eth0('routes: [{to: «everywhere»}]'), ['wrong-address']],
  [
    'a route without a destination',
    eth0('routes: [«{via: 10.0.0.1}»]'),
    ['missing-key'],
    /a route needs "to"/,
  ],
  [
    'default without anything that tells the family',
    eth0('routes: [{to: «default»}]'),
    ['missing-key'],
    /0\.0\.0\.0\/0 or ::\/0/,
  ],
  [
    'default with a type and without a family',
    eth0('routes: [{to: «default», type: blackhole}]'),
    ['missing-key'],
  ],
  [
    'default with a wrong gateway has one mistake',
    eth0('routes: [{to: default, via: «x»}]'),
    ['wrong-address'],
  ],
  [
    'a gateway with a prefix length',
    eth0('routes: [{to: default, via: «10.0.0.1/24»}]'),
    ['wrong-address'],
    /leave the prefix length out/,
  ],
  [
    'a gateway that is no host',
    eth0('routes: [{to: default, via: «224.0.0.1»}, {to: 10.0.0.0/8, via: «0.0.0.0»}]'),
    ['wrong-address', 'wrong-address'],
  ],
  [
    'a gateway of the other family',
    eth0('routes: [{to: 0.0.0.0/0, via: «"fe80::1"»}]'),
    ['family-mismatch'],
    /"via" is an IPv6 address, but "to" is IPv4/,
  ],
  [
    'a source of the other family',
    eth0('routes: [{to: 10.0.0.0/8, from: «"fd00::1"»}]'),
    ['family-mismatch'],
  ],
  [
    'a global unicast route without a gateway',
    eth0('routes: [«{to: 10.0.0.0/8, scope: global}»]'),
    ['missing-key'],
    /needs "via"/,
  ],
  [
    'a gateway of a route that goes nowhere',
    eth0('routes: [{to: 10.0.0.0/8, type: blackhole, via: «10.1.0.1»}]'),
    ['conflict'],
  ],
  [
    'a gateway of a local route',
    eth0('routes: [{to: 10.0.0.1, type: local, via: «10.1.0.1»}]'),
    ['conflict'],
  ],
  [
    'a gateway and a scope that has none',
    eth0('routes: [{to: 10.0.0.0/8, scope: «link», via: 10.1.0.1}]'),
    ['conflict'],
  ],
  ['on-link without a gateway', eth0('routes: [{to: 10.0.0.0/8, on-link: «true»}]'), ['conflict']],
  ['a scope of an IPv6 route', eth0('routes: [{to: "fd00::/8", scope: «link»}]'), ['w:no-effect']],
  [
    'types that the kernel does not have',
    eth0('routes: [{to: 10.0.0.0/8, type: «nat»}, {to: 10.0.0.0/8, type: «xresolve»}]'),
    ['not-supported', 'not-supported'],
    /none since Linux 2\.6/,
  ],
  [
    'a type that nobody has',
    eth0('routes: [{to: 10.0.0.0/8, type: «unicats»}]'),
    ['wrong-value'],
    /did you mean "unicast"/,
  ],
  ['table 0', eth0('routes: [{to: 10.0.0.0/8, table: «0»}]'), ['out-of-range']],
  ['numbers beyond 32 bits', eth0('routes: [{to: 10.0.0.0/8, metric: «4294967296»}]'), ['out-of-range']],
  [
    'two routes that the kernel takes for one',
    eth0('routes: [{to: 10.0.0.0/8, metric: 5}, «{to: 10.0.0.0/8, metric: 5, mtu: 1400}»]'),
    ['duplicate-route'],
    /metric 5 is declared already/,
  ],
  [
    'two default routes of two devices',
    network(
      'ethernets:',
      '  a: {routes: [{to: default, via: 10.0.0.1}]}',
      '  b: {routes: [«{to: 0.0.0.0/0, via: 10.1.0.1}»]}',
    ),
    ['w:duplicate-route'],
    /another "metric" or "table"/,
  ],
  [
    'the same route twice in one file',
    eth0('routes: [{to: 10.0.0.0/8}, «{to: 10.0.0.0/8}»]'),
    ['w:duplicate-route'],
  ],
  [
    'a gateway that no address reaches',
    eth0('addresses: [10.0.0.2/24]', 'routes: [{to: default, via: «10.0.1.1»}]'),
    ['w:gateway-not-on-link'],
    /on-link: true/,
  ],
  [
    "a gateway that is the device's own address",
    eth0('addresses: [10.0.0.2/24]', 'routes: [{to: default, via: «10.0.0.2»}]'),
    ['wrong-gateway'],
  ],
  [
    'the deprecated gateway keys',
    eth0('gateway4: «10.0.0.1»', 'gateway6: «fe80::1»'),
    ['w:deprecated', 'w:deprecated'],
    /routes: \[\{to: default, via: "10\.0\.0\.1"\}\]/,
  ],
];

test('a default route takes its family from its senders, of whom all are none in particular', () => {
  const { routes } = declared(
    eth0('routes: [{to: default, source-prefix: "2001:db8::1"}, {to: "fd00::/8", source-prefix: "::/0"}]'),
  );
  assert.deepEqual(
    routes.map(({ item }) => [item.to, item.source]),
    [
      ['::/0', '2001:db8::1/128'],
      ['fd00::/8', undefined],
    ],
  );
});

const OPTIONS =
  'lock-mtu: true, mtu: 1400, hop-limit: 64, quick-ack: true, fast-open-no-cookie: true, congestion-control: bbr, rto-min: 50, maximum-congestion-window: 20, window: 65536, ssthresh: 9, rtt: 100, rttvar: 50, reordering: 5, features: [ecn], locked: [hop-limit, rtt]';

test('every option that netplan lacks is realised, and one that is not set is none', () => {
  const { routes } = declared(
    eth0(
      'routes:',
      `  - {to: 10.0.0.0/8, via: 192.0.2.1, ${OPTIONS}}`,
      '  - {to: "fd00::/8", via: "fe80::1", preference: High}',
      '  - {to: "fd00::/9", via: "fe80::1", preference: medium, quick-ack: false, lock-mtu: false}',
      '  - {to: "fd00::/10", via: "fe80::1", mpls-labels: [100, 16]}',
      '  - {to: "fd00::/11", via: "fe80::1", segments: ["FC00:0::1", "fc00::2"], segments-mode: Encap.red}',
      '  - {to: "fd00::/12", via: "fe80::1", segments: ["fc00::1"]}',
    ),
  );
  assert.deepEqual(
    routes.map(({ item }) => item.options),
    [
      {
        ...{ lockMtu: true, hopLimit: 64, quickAck: true, fastOpenNoCookie: true, congestionControl: 'bbr' },
        ...{ rtoMin: 50, maximumCongestionWindow: 20, window: 65536, ssthresh: 9, rtt: 100, rttvar: 50 },
        ...{ reordering: 5, features: 'ecn', locked: 'rtt hop-limit' },
      },
      { preference: 'high' },
      undefined,
      { encap: 'mpls 100/16' },
      { encap: 'seg6 encap.red fc00::1,fc00::2' },
      { encap: 'seg6 encap fc00::1' },
    ],
  );
});

for (const example of CASES) test(`routes: ${example[0]}`, () => checkCase(example));

test('a wrong deprecated gateway is an error, too', () => {
  const codes = diagnose(eth0('gateway4: fe80::1')).map(({ code }) => code);
  assert.deepEqual(codes.sort(), ['deprecated', 'wrong-address']);
});

test('every key of a route is realised', () => {
  const text = eth0(
    'routes:',
    '  - {to: 10.0.0.0/8, via: 192.0.2.1, from: 192.0.2.9, on-link: yes, metric: 0, type: Unicast, scope: GLOBAL, table: 7,',
    '     mtu: 1400, congestion-window: 10, advertised-receive-window: 20, advertised-mss: 1300}',
  );
  const [route] = declared(text).routes;
  assert.deepEqual(route?.item, {
    ...{
      type: 'route',
      family: 4,
      table: 7,
      to: '10.0.0.0/8',
      tos: 0,
      metric: 0,
      kind: 'unicast',
      link: 'eth0',
    },
    ...{ via: '192.0.2.1', from: '192.0.2.9', scope: 'global', onLink: true, mtu: 1400 },
    ...{ advertisedMss: 1300, congestionWindow: 10, advertisedReceiveWindow: 20 },
  });
  assert.deepEqual(route?.places?.['metric'], { file: 'a.yaml', line: 5, column: 83 });
});

test("defaults are the kernel's: table 254, metric 0 or 1024, a lone address is a host", () => {
  const { routes } = declared(
    eth0('routes: [{to: 10.0.0.1}, {to: "2001:DB8::", metric: 0}, {to: default, via: "fe80::1"}]'),
  );
  assert.deepEqual(
    routes.map(({ item }) => [item.to, item.table, item.metric, item.link]),
    [
      ['10.0.0.1/32', 254, 0, 'eth0'],
      ['2001:db8::/128', 254, 1024, 'eth0'],
      ['::/0', 254, 1024, 'eth0'],
    ],
  );
});

test('local, broadcast and anycast routes are in the table local unless another is named', () => {
  const text = eth0('routes: [{to: 10.9.9.9, type: local}, {to: 10.9.0.255, type: broadcast, table: 254}]');
  assert.deepEqual(
    declared(text).routes.map(({ item }) => [item.kind, item.table]),
    [
      ['local', 255],
      ['broadcast', 254],
    ],
  );
});

test('routes that go nowhere have no device', () => {
  const { routes } = declared(
    eth0(
      'routes: [{to: 10.0.0.0/8, type: blackhole}, {to: 0.0.0.0/0, type: throw, table: 9}, {to: "fd00::/8", type: Unreachable}, {to: 10.1.0.0/16, type: prohibit}]',
    ),
  );
  assert.deepEqual(
    routes.map(({ item, on }) => [item.kind, item.link, on]),
    [
      ['blackhole', null, 'eth0'],
      ['throw', null, 'eth0'],
      ['unreachable', null, 'eth0'],
      ['prohibit', null, 'eth0'],
    ],
  );
});

test('default takes its family from a source, too', () => {
  assert.equal(declared(eth0('routes: [{to: default, from: 192.0.2.1}]')).routes[0]?.item.to, '0.0.0.0/0');
});

test('a gateway is on the link by an address, by a route, by on-link, or when nothing is known of the addresses', () => {
  const addresses = 'addresses: [10.0.0.2/24]';
  assert.deepEqual(diagnose(eth0(addresses, 'routes: [{to: default, via: 10.0.0.1}]')), []);
  assert.deepEqual(
    diagnose(eth0(addresses, 'routes: [{to: default, via: 10.9.0.1}, {to: 10.9.0.0/24}]')),
    [],
  );
  assert.deepEqual(diagnose(eth0(addresses, 'routes: [{to: default, via: 10.9.0.1, on-link: true}]')), []);
  assert.deepEqual(diagnose(eth0('routes: [{to: default, via: 10.9.0.1}]')), []);
});

test('100 000 wrong routes are counted, not listed', () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `  - {to: 10.${(i >> 8) & 255}.${i & 255}.1/16, via: 10.0.0.1}`,
  );
  const found = diagnose(eth0('routes:', ...lines));
  assert.equal(found.length, 21);
  assert.match(found.at(-1)?.message ?? '', /and 99979 more like this in this list/);
});

test('100 000 routes with an unknown key are counted, not listed', () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `  - {to: 10.${(i >> 8) & 255}.${i & 255}.0/24, gateway: 10.0.0.1, metric: ${i}}`,
  );
  assert.equal(diagnose(eth0('routes:', ...lines)).length, 21);
});
