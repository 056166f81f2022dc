import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { configure } from '../../../src/config/configure.ts';
import { planDeclaration } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import type { Snapshot } from '../../../src/model/index.ts';
import { configurationOf } from '../../../src/render/configuration/configuration.ts';
import { configurationText } from '../../../src/render/configuration/configuration-text.ts';
import { address, BRIDGE, FIRST_RULES, LO, link, PORT, route, rule, snapshot, VXLAN } from './samples.ts';

/** What is shown must be valid and must already be so. */
async function assertTrue(live: Snapshot): Promise<string> {
  const { configuration } = configurationOf(live);
  const text = await configurationText(configuration);
  const { declaration, diagnostics } = configure([{ file: 'show.yaml', text }]);
  assert.deepEqual(
    diagnostics.filter((diagnostic) => diagnostic.severity === 'error'),
    [],
    text,
  );
  const plan = planDeclaration(declaration, live, EMPTY_RECORD, { allowRecreate: false });
  assert.deepEqual(plan.steps, [], text);
  assert.deepEqual(
    plan.problems.filter((problem) => problem.severity === 'error'),
    [],
    text,
  );
  return text;
}

const ROUTER = snapshot({
  links: [
    LO,
    { ...link('eth0', 'physical'), facts: { permanentAddress: '52:54:00:00:00:01' } },
    link('eth1', 'physical', {
      mtu: 9000,
      alias: 'to the core',
      master: 'br0',
      ...PORT,
      'bridge-port.hairpin': true,
    }),
    link('br0', 'bridge', { ...BRIDGE, 'bridge.stp': true, 'bridge.ageing-time': 1.5 }),
    link('v0', 'veth', {
      'veth.peer': 'v1',
      master: 'br0',
      ...PORT,
      'bridge-port.path-cost': 77,
      'bridge-port.port-priority': 8,
    }),
    link('v1', 'veth', { 'veth.peer': 'v0', state: 'down', 'transmit-queue-length': 10 }),
    { ...link('far0', 'veth', {}), facts: { peerElsewhere: true } },
    link('mv0', 'macvlan', { link: 'eth0', 'macvlan.mode': 'bridge', 'macvlan.flags': ['nodst'] }),
    link('vx7', 'vxlan', {
      ...VXLAN,
      link: 'eth0',
      'vxlan.remote': '198.51.100.7',
      'vxlan.port': 4789,
      'vxlan.port-range': [1000, 2000],
      'vxlan.udp-checksum': false,
      'vxlan.l2-miss': true,
      'vxlan.ttl': 64,
    }),
    link('gtp0', 'gtp'),
  ],
  addresses: [
    address('lo', '127.0.0.1/8', { scope: 'host' }),
    address('eth0', '192.0.2.10/24', { broadcast: '192.0.2.255' }),
    address('eth0', '192.0.2.11/24', { label: 'eth0:old', lifetime: 0 }),
    address('eth0', '203.0.113.9/24', { dynamic: true }),
    address('eth0', '2001:db8::10/64'),
    address('eth0', 'fe80::1/64', { scope: 'link' }),
    address('gtp0', '10.1.1.1/32'),
    address('br0', '10.2.0.1/24', { peer: '10.2.0.2', metric: 7 }),
    address('br0', '10.3.0.1/24', { noPrefixRoute: true }),
  ],
  routes: [
    route('0.0.0.0/0', { via: '192.0.2.1', from: '192.0.2.10' }),
    route('::/0', { via: 'fe80::fe', metric: 100, mtu: 1400 }),
    route('192.0.2.0/24', { protocol: 2 }),
    route('10.8.0.0/16', { link: 'br0', table: 100, advertisedMss: 1200 }),
    route('10.9.0.0/16', { kind: 'blackhole', link: null, scope: 'global' }),
    route('10.10.0.0/16', {
      ...{ link: null, scope: 'global' },
      nexthops: [
        { via: '192.0.2.2', link: 'eth0', weight: 1, onLink: false },
        { via: '198.51.100.9', link: 'br0', weight: 7, onLink: true },
      ],
    }),
    route('192.0.2.10/32', { kind: 'local', table: 255, protocol: 2, scope: 'host' }),
    route('10.11.0.0/16', { via: '198.51.100.1', onLink: true }),
  ],
  rules: [
    ...FIRST_RULES,
    rule({ from: '10.9.0.0/16', mark: 16, markMask: 240, tos: 16 }),
    rule({ priority: 200, mark: 7, markMask: 0xffffffff, table: 254, family: 6 }),
    rule({ priority: 300, iif: 'eth0' }),
    rule({ priority: 400, ipProtocol: 17, sourcePort: '53', destinationPort: '1024-2047', uidRange: '0-0' }),
    rule({ priority: 500, to: '10.0.0.0/8', inverted: true, suppressPrefixLength: 0 }),
    { type: 'rule', family: 6, priority: 600, oif: 'eth0', ipProtocol: 200, action: 'prohibit', protocol: 3 },
    rule({ priority: 700, others: 'tunId "5"' }),
    { type: 'rule', family: 4, priority: 1000, l3mdev: true, action: 'lookup', protocol: 2 },
    { type: 'rule', family: 4, priority: 800, l3mdev: true, action: 'lookup', protocol: 3 },
    { type: 'rule', family: 6, priority: 801, action: 'goto', target: 900, protocol: 3 },
  ],
});

const GOLDEN = `network:
  version: 2
  ethernets:
    lo:
      mtu: 65536
      routes:
        - to: 10.9.0.0/16
          type: blackhole
      routing-policy:
        - from: 10.9.0.0/16
          mark: 0x10/0xf0
          type-of-service: 16
          table: 100
          priority: 100
        - from: ::/0
          mark: 7
          table: 254
          priority: 200
        - family: ipv4
          iif: eth0
          table: 100
          priority: 300
        - family: ipv4
          ip-protocol: udp
          source-port: 53
          destination-port: 1024-2047
          uid-range: 0-0
          table: 100
          priority: 400
        - invert: true
          to: 10.0.0.0/8
          table: 100
          suppress-prefix-length: 0
          priority: 500
        - family: ipv6
          oif: eth0
          ip-protocol: 200
          type: prohibit
          priority: 600
        - family: ipv4
          l3mdev: true
          priority: 800
        - family: ipv6
          goto: 900
          priority: 801
    eth0:
      mtu: 1500
      macaddress: 02:00:00:00:00:01
      addresses:
        - 192.0.2.10/24
        - 192.0.2.11/24:
            label: eth0:old
            lifetime: 0
        - 2001:db8::10/64
      routes:
        - to: default
          via: 192.0.2.1
          from: 192.0.2.10
        - to: default
          via: fe80::fe
          metric: 100
          mtu: 1400
        - to: 10.10.0.0/16
          nexthops:
            - via: 192.0.2.2
            - via: 198.51.100.9
              interface: br0
              weight: 7
              on-link: true
        - to: 10.11.0.0/16
          via: 198.51.100.1
          on-link: true
    eth1:
      mtu: 9000
      alias: to the core
      hairpin: true
    far0:
      mtu: 1500
  virtual-ethernets:
    v0:
      peer: v1
      mtu: 1500
    v1:
      peer: v0
      activation-mode: off
      mtu: 1500
      transmit-queue-length: 10
  bridges:
    br0:
      interfaces:
        - eth1
        - v0
      parameters:
        stp: true
        ageing-time: 1.5
        path-cost:
          v0: 77
        port-priority:
          v0: 8
      mtu: 1500
      addresses:
        - 10.2.0.1/24:
            peer: 10.2.0.2
            metric: 7
        - 10.3.0.1/24:
            add-prefix-route: false
      routes:
        - to: 10.8.0.0/16
          table: 100
          advertised-mss: 1200
  macvlans:
    mv0:
      link: eth0
      mode: bridge
      flags:
        - nodst
      mtu: 1500
  tunnels:
    vx7:
      mode: vxlan
      id: 7
      link: eth0
      remote: 198.51.100.7
      port: 4789
      ttl: 64
      port-range:
        - 1000
        - 2000
      notifications:
        - l2-miss
      checksums: []
      mtu: 1500
`;

test('A router is written down as a person would, and what is written is already so.', async () => {
  assert.equal(await assertTrue(ROUTER), GOLDEN);
});

test('What the language cannot say is left out with a warning each, and nothing else is warned about.', () => {
  assert.deepEqual(configurationOf(ROUTER).warnings, [
    'link gtp0 is left out: links of kind gtp cannot be declared yet',
    'rule 700: tunId "5" lookup 100 is left out: a rule with tunId "5" cannot be declared yet',
  ]);
});

test('An empty namespace is an empty configuration, without the idle loopback.', async () => {
  const live = snapshot({ links: [LO], addresses: [address('lo', '127.0.0.1/8')], rules: FIRST_RULES });
  assert.equal(await assertTrue(live), 'network:\n  version: 2\n');
});

test('A loopback that another link stands on is written.', async () => {
  const tunnel = link('t0', 'ipip', {
    link: 'lo',
    'tunnel.local': '192.0.2.1',
    'tunnel.remote': '192.0.2.2',
  });
  const live = snapshot({ links: [LO, tunnel], addresses: [address('lo', '127.0.0.1/8')] });
  assert.match(await assertTrue(live), /ethernets:\n {4}lo:/);
});

test('Without a loopback, rules and routes without a link stand under the first device; without any, they are named.', async () => {
  const parts = {
    routes: [route('10.9.0.0/16', { kind: 'unreachable', link: null, scope: 'global' })],
    rules: [rule({ to: '10.0.0.0/8' })],
  };
  assert.match(
    await assertTrue(snapshot({ ...parts, links: [link('eth0', 'physical')] })),
    /eth0:.*unreachable.*to: 10/s,
  );
  assert.equal(configurationOf(snapshot(parts)).warnings.length, 2);
});

test('A link on one that is left out is left out, too, however long the chain; a veth whose peer is left out is a plain link.', async () => {
  const live = snapshot({
    links: [
      link('a', 'macvlan', { link: 'b', 'macvlan.mode': 'vepa' }),
      link('b', 'macvlan', { link: 'gtp0', 'macvlan.mode': 'vepa' }),
      link('gtp0', 'gtp'),
      link('v0', 'veth', { 'veth.peer': 'v*1' }),
      link('v*1', 'veth', { 'veth.peer': 'v0' }),
    ],
  });
  assert.equal(await assertTrue(live), 'network:\n  version: 2\n  ethernets:\n    v0:\n      mtu: 1500\n');
  assert.equal(configurationOf(live).warnings.length, 4);
});

test('An offload that only waits for another one is left out; one that is off is written.', async () => {
  const offloads = {
    'transmit-checksum-offload': false,
    'tcp-segmentation-offload': 'requested',
    'generic-receive-offload': true,
  };
  const text = await assertTrue(snapshot({ links: [link('eth0', 'physical', offloads)] }));
  assert.match(text, /transmit-checksum-offload: false/);
  assert.doesNotMatch(text, /segmentation|receive-offload/);
});

test('Names and aliases that YAML could take for something else stay text.', async () => {
  for (const name of ['on', '1e3', 'null', '0755', '-', '~', '#x', '{a', '&b', "'"]) {
    const text = await assertTrue(snapshot({ links: [link(name, 'physical', { alias: name })] }));
    assert.ok(text.includes(name), text);
  }
});

const kind = fc.constantFrom('physical', 'bridge', 'veth', 'dummy', 'macvlan', 'vxlan');
const flag = fc.boolean();
const aLink = fc.record({
  kind,
  up: flag,
  mtu: fc.integer({ min: 1280, max: 9000 }),
  lower: fc.nat(5),
  alias: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })),
  on: fc.array(flag, { minLength: 6, maxLength: 6 }),
  ttl: fc.nat(255),
});

/** Bytes of an IPv6, a UDP, a VXLAN and an Ethernet header (vxlan_headroom). */
const VXLAN_HEADROOM = 70;

test('Whatever the links, their state and options: what is shown is valid and already so.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aLink, { maxLength: 6 }), async (drawn) => {
      const bridge = drawn.findIndex((one) => one.kind === 'bridge');
      const links = drawn.map((one, i) => {
        const [a = false, b = false, c = false, d = false, e = false, port = false] = one.on;
        const base = drawn[one.lower];
        const carries =
          base !== undefined && one.lower < i && (base.kind === 'physical' || base.kind === 'dummy');
        const isPort = port && bridge >= 0 && (one.kind === 'physical' || one.kind === 'vxlan');
        return link(`n${i}`, one.kind, {
          state: one.up ? 'up' : 'down',
          // What stands on a link has no larger packets than that (macvlan_change_mtu, vxlan_change_mtu).
          mtu:
            carries && (one.kind === 'macvlan' || one.kind === 'vxlan')
              ? Math.min(one.mtu, base.mtu - VXLAN_HEADROOM)
              : one.mtu,
          alias: one.alias,
          // A bridge's port carries no macvlans, so only those do that are no ports.
          ...(isPort &&
            !drawn.some((o) => o.kind === 'macvlan') && {
              master: `n${bridge}`,
              ...PORT,
              'bridge-port.hairpin': a,
            }),
          ...(one.kind === 'bridge' && { ...BRIDGE, 'bridge.stp': a, 'bridge.priority': b ? 0 : 32768 }),
          ...(one.kind === 'macvlan' && {
            link: carries ? `n${one.lower}` : null,
            'macvlan.mode': a ? 'vepa' : 'bridge',
            'macvlan.flags': [],
          }),
          ...(one.kind === 'vxlan' && {
            ...VXLAN,
            'vxlan.id': i + 1,
            link: carries ? `n${one.lower}` : null,
            'vxlan.ttl': one.ttl,
            'vxlan.udp-checksum': a,
            'vxlan.zero-udp6-tx': b,
            'vxlan.remote-rx': c,
            'vxlan.l3-miss': d,
            'vxlan.group-policy': e,
            'vxlan.mac-learning': b,
          }),
        });
      });
      await assertTrue(
        snapshot({
          links: [LO, ...links],
          addresses: links.map((l, i) => address(l.name, `10.0.${i}.1/24`)),
        }),
      );
    }),
  );
});

const aRoute = fc.record({
  to: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32', '::/0', '2001:db8::/32'),
  kind: fc.constantFrom('unicast' as const, 'blackhole' as const, 'unreachable' as const, 'local' as const),
  gateway: flag,
  metric: fc.constantFrom(0, 1, 1024),
  table: fc.constantFrom(254, 255, 100, 0xffffffff),
  protocol: fc.constantFrom(0, 2, 3, 9, 12, 78),
  mtu: fc.option(fc.integer({ min: 1280, max: 9000 })),
});

test('Whatever the options of addresses and routes: what is shown is valid and already so.', async () => {
  const onAddress = fc.record(
    {
      peer: fc.constantFrom('198.51.100.1', '10.0.0.9'),
      metric: fc.integer({ min: 1, max: 0xffffffff }),
      noPrefixRoute: fc.constant(true as const),
    },
    { requiredKeys: [] },
  );
  const onRoute = fc.record(
    {
      ...{ lockMtu: fc.constant(true as const), quickAck: fc.constant(true as const) },
      ...{ fastOpenNoCookie: fc.constant(true as const), hopLimit: fc.integer({ min: 1, max: 255 }) },
      congestionControl: fc.constantFrom('reno', 'bbr'),
      rtoMin: fc.integer({ min: 1, max: 0xffffffff }),
      maximumCongestionWindow: fc.integer({ min: 1, max: 0xffffffff }),
      ...{ window: fc.integer({ min: 1, max: 0xffffffff }), rtt: fc.integer({ min: 1, max: 536870911 }) },
      features: fc.constantFrom('ecn', 'ecn tcp-usec-ts'),
      locked: fc.constant('hop-limit'),
      preference: fc.constantFrom('low' as const, 'high' as const),
      encap: fc.constantFrom('mpls 16/1048575', 'seg6 encap fc00::1,fc00::2', 'seg6 inline fc00::1'),
    },
    { requiredKeys: ['hopLimit'] },
  );
  await fc.assert(
    fc.asyncProperty(onAddress, onRoute, async (more, options) => {
      await assertTrue(
        snapshot({
          links: [LO, link('eth0', 'physical', {})],
          addresses: [address('eth0', '10.0.0.1/24', more)],
          routes: [route('fd00::/8', { via: 'fe80::1', mtu: 1400, options })],
        }),
      );
    }),
    { numRuns: 50 },
  );
});

test('Whatever the routes and rules: what is shown is valid and already so.', async () => {
  const aRule = fc.record({
    family: fc.constantFrom(4 as const, 6 as const),
    priority: fc.integer({ min: 1, max: 40_000 }),
    table: fc.constantFrom(100, 254, 0xffffffff),
    mark: fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: undefined }),
    more: fc.record(
      {
        iif: fc.constantFrom('lo', 'eth0'),
        oif: fc.constantFrom('eth0'),
        ipProtocol: fc.integer({ min: 1, max: 255 }),
        sourcePort: fc.constantFrom('1', '53', '1024-65534'),
        destinationPort: fc.constantFrom('1', '53', '1024-65534'),
        uidRange: fc.constantFrom('0-0', '1000-4294967294'),
        suppressPrefixLength: fc.integer({ min: 0, max: 32 }),
        suppressInterfaceGroup: fc.integer({ min: 0, max: 0xfffffffe }),
        inverted: fc.constant(true as const),
      },
      { requiredKeys: [] },
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(aRoute, { maxLength: 8 }),
      fc.array(aRule, { maxLength: 4 }),
      async (routes, rules) => {
        const seen = new Set<string>();
        const live = snapshot({
          links: [LO, link('eth0', 'physical')],
          routes: routes.flatMap(({ to, gateway, ...more }) => {
            const v6 = to.includes(':');
            const via = gateway && more.kind === 'unicast' ? (v6 ? 'fe80::1' : '192.0.2.1') : null;
            const linkless = more.kind === 'blackhole' || more.kind === 'unreachable';
            const scope = v6 || linkless || via !== null ? 'global' : more.kind === 'local' ? 'host' : 'link';
            const metric = v6 && more.metric === 0 ? 1024 : more.metric;
            const key = `${to} ${metric} ${more.table}`;
            // Of two with one key the second cannot be declared; were it ours, it would rightly be planned away.
            if (seen.has(key) && more.protocol === 78) return [];
            seen.add(key);
            return [route(to, { ...more, via, scope, metric, link: linkless ? null : 'eth0' })];
          }),
          rules: [
            ...FIRST_RULES,
            ...rules.map(({ mark, more: selectors, ...more }) =>
              rule({ ...more, ...selectors, ...(mark !== undefined && { mark, markMask: 0xffffffff }) }),
            ),
          ],
        });
        await assertTrue(live);
      },
    ),
  );
});

test('The table of a route of a VRF or its ports is written; a route over the VRF from another table is left out', async () => {
  const live = snapshot({
    links: [LO, link('red', 'vrf', { 'vrf.table': 100 }), link('eth0', 'physical', { master: 'red' })],
    addresses: [address('eth0', '192.0.2.1/24')],
    routes: [
      route('10.1.0.0/16', { via: '192.0.2.9', link: 'eth0', table: 100 }),
      route('10.2.0.0/16', { via: '192.0.2.9', link: 'eth0' }),
      route('10.3.0.0/16', { link: 'red', scope: 'link', table: 100 }),
      route('10.4.0.0/16', { link: 'red', scope: 'link' }),
    ],
  });
  const text = await assertTrue(live);
  assert.deepEqual(text.match(/10\.\d\.0\.0\/16|table: \d+/g), [
    ...['10.1.0.0/16', 'table: 100', '10.2.0.0/16', 'table: 254'],
    ...['table: 100', '10.3.0.0/16', 'table: 100'],
  ]);
  const { warnings } = configurationOf(live);
  assert.ok(
    warnings.some((warning) => /10\.4\.0\.0\/16.* a route over a VRF that is in another table/.test(warning)),
  );
});
