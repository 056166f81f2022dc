import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_RECORD, nextRecord } from '../../../src/engine/record/record.ts';
import { address, codes, declared, liveAddress, liveRoute, nic, planned, route } from '../samples.ts';

const links = [nic('eth0'), nic('eth1')];
const both = [declared('eth0'), declared('eth1')];
const addresses = [liveAddress('eth0', '10.0.0.1/24'), liveAddress('eth1', '10.1.0.1/24')];
const live = (...routes: ReturnType<typeof liveRoute>[]) => ({ links, addresses, routes });

test('A route changes in place, as a whole: what is not declared goes back to the default', () => {
  const before = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', mtu: 1400, protocol: 78 });
  const wish = route('0.0.0.0/0', 'eth0', { via: '10.0.0.8' });
  const { said, steps } = planned(live(before), { links: both, routes: [wish] });
  assert.deepEqual(said, [
    'change route default via 10.0.0.8 dev eth0, via 10.0.0.9 -> 10.0.0.8, mtu 1400 -> null',
  ]);
  assert.equal(steps[0]?.action, 'change');
});

test('A route replaces one with its key over another link', () => {
  const { said } = planned(live(liveRoute('10.7.0.0/16', 'eth0')), {
    links: both,
    routes: [route('10.7.0.0/16', 'eth1')],
  });
  assert.deepEqual(said, ['change route 10.7.0.0/16 dev eth1, link eth0 -> eth1']);
});

test('Routes that differ in metric or table are different routes', () => {
  const first = liveRoute('10.7.0.0/16', 'eth0', { protocol: 78 });
  const { said } = planned(live(first, liveRoute('10.7.0.0/16', 'eth0', { metric: 5, protocol: 78 })), {
    links: both,
    routes: [route('10.7.0.0/16', 'eth0'), route('10.7.0.0/16', 'eth0', { table: 100 })],
  });
  assert.deepEqual(said, [
    'create route 10.7.0.0/16 dev eth0 table 100',
    'remove route 10.7.0.0/16 dev eth0 metric 5',
  ]);
});

test('Routes without a gateway come first: gateways may be in their reach', () => {
  const routes = [route('0.0.0.0/0', 'eth0', { via: '192.0.2.1' }), route('192.0.2.1/32', 'eth0')];
  assert.deepEqual(planned({ links, addresses }, { links: both, routes }).said, [
    'create route 192.0.2.1/32 dev eth0',
    'create route default via 192.0.2.1 dev eth0',
  ]);
});

test('Routes of other daemons and of the kernel are never touched', () => {
  const routes = [2, 9, 16, 1, 186, 11, 4, 3].map((protocol, i) =>
    liveRoute(`10.${i}.0.0/16`, 'eth0', { protocol }),
  );
  assert.deepEqual(planned(live(...routes), { links: both }).said, []);
});

test('Ours that are no longer declared go', () => {
  assert.deepEqual(planned(live(liveRoute('10.7.0.0/16', 'eth0', { protocol: 78 })), { links: both }).said, [
    'remove route 10.7.0.0/16 dev eth0',
  ]);
});

test('An IPv6 blackhole without a link equals the one that the kernel shows on lo', () => {
  const shown = liveRoute('2001:db8::/32', 'lo', { kind: 'blackhole' });
  assert.deepEqual(
    planned(live(shown), { links: both, routes: [route('2001:db8::/32', null, { kind: 'blackhole' })] }).said,
    [],
  );
});

test('A route on a link that is down by wish waits, with a warning', () => {
  const { said, problems } = planned(
    { links: [nic('eth0')] },
    { links: [declared('eth0', 'physical', { state: 'down' })], routes: [route('10.7.0.0/16', 'eth0')] },
  );
  assert.deepEqual(said, ['change link eth0, state up -> down']);
  assert.deepEqual(
    problems.map((p) => [p.code, p.severity]),
    [['link-down', 'warning']],
  );
});

test('Routes of scope host stay on a link that goes down, and come on one that is down', () => {
  const stays = liveRoute('10.7.0.0/16', 'eth0', { kind: 'local', scope: 'host', table: 100, protocol: 78 });
  const goes = liveRoute('10.8.0.0/16', 'eth0', { protocol: 78 });
  const { said, problems } = planned(live(stays, goes), {
    links: [declared('eth0', 'physical', { state: 'down' })],
    routes: [
      route('10.7.0.0/16', 'eth0', { kind: 'local', table: 100 }),
      route('10.9.0.0/16', 'eth0', { scope: 'host' }),
    ],
  });
  assert.deepEqual(said, ['change link eth0, state up -> down', 'create route 10.9.0.0/16 dev eth0']);
  assert.deepEqual(problems, []);
});

test('So does one on a new link that is left down by hand', () => {
  const { said, problems } = planned(
    {},
    { links: [declared('br0', 'bridge')], routes: [route('10.7.0.0/16', 'br0')] },
  );
  assert.deepEqual(said, ['create bridge br0']);
  assert.deepEqual(codes(problems), ['link-down']);
});

test('One of several paths that is there waits for none of them', () => {
  const nexthops = ['eth0', 'eth1'].map((link, n) => ({ link, via: `10.0.0.${n}`, weight: 1, onLink: true }));
  const { said, problems } = planned(
    {
      links: [nic('eth0', { state: 'down' }), nic('eth1')],
      routes: [liveRoute('10.7.0.0/16', null, { nexthops, protocol: 78 })],
    },
    {
      links: [declared('eth0', 'physical', { state: 'down' }), declared('eth1')],
      routes: [route('10.7.0.0/16', null, { nexthops })],
    },
  );
  assert.deepEqual([said, problems], [[], []]);
});

test('A route whose preferred source is no address here is left out, and what is in its place stays', () => {
  const before = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', protocol: 78 });
  const wish = route('0.0.0.0/0', 'eth0', { via: '10.0.0.9', from: '10.5.0.1' });
  const { said, problems } = planned(live(before), { links: both, routes: [wish] });
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['source-missing']);
});

test("A VRF's IPv4 address is the source of routes in its table only; a route of others elsewhere that loses it is lost", () => {
  const red = declared('red', 'vrf', { 'vrf.table': 42 });
  const port = declared('eth0', 'physical', { master: 'red' });
  const from = { from: '10.0.0.1' };
  const routes = [route('10.7.0.0/16', 'eth0', { ...from, table: 42 }), route('10.8.0.0/16', 'eth1', from)];
  const others = liveRoute('10.9.0.0/16', 'eth0', { ...from, table: 100 });
  const { said, problems } = planned(live(others), { links: [red, port, declared('eth1')], routes });
  assert.deepEqual(said, [
    'create vrf red',
    'change link eth0, master null -> red',
    'create route 10.7.0.0/16 dev eth0 table 42',
  ]);
  assert.deepEqual(codes(problems), ['source-missing', 'lost']);
});

test('An address that leaves is no source for a new route', () => {
  const old = liveAddress('eth0', '10.5.0.1/24', { protocol: 78 });
  const { said, problems } = planned(
    { links, addresses: [...addresses, old] },
    { links: both, routes: [route('10.7.0.0/16', 'eth0', { from: '10.5.0.1' })] },
  );
  assert.deepEqual(said, ['remove address 10.5.0.1/24 dev eth0']);
  assert.deepEqual(codes(problems), ['source-missing']);
});

test('A route over a NIC that is missing leaves what is in its place', () => {
  const before = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', protocol: 78 });
  const { said } = planned(live(before), {
    links: [...both, declared('eth9', 'physical', {}, { optional: true })],
    routes: [route('0.0.0.0/0', 'eth9', { via: '10.9.0.9' })],
  });
  assert.deepEqual(said, []);
});

test('Of several routes with one key the equal one is the declared one', () => {
  const twins = [
    liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9' }),
    liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.8' }),
  ];
  assert.deepEqual(
    planned(live(...twins), { links: both, routes: [route('10.7.0.0/16', 'eth0', { via: '10.0.0.8' })] })
      .said,
    [],
  );
});

test('Without an equal one the first is replaced, as the kernel would', () => {
  const twins = [
    liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9' }),
    liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.8' }),
  ];
  const { steps, after } = planned(live(...twins), { links: both, routes: [route('10.7.0.0/16', 'eth1')] });
  assert.deepEqual(
    steps.map((s) => s.before),
    [twins[0]],
  );
  assert.equal(after.routes.length, 2);
});

test("A static IPv6 default route beside the router's is found again, in whatever order they are shown", () => {
  const ra = liveRoute('::/0', 'eth0', { via: 'fe80::1', protocol: 9 });
  const own = liveRoute('::/0', 'eth0', { via: 'fe80::2', protocol: 78 });
  const said = { links: both, routes: [route('::/0', 'eth0', { via: 'fe80::2' })] };
  assert.deepEqual(planned(live(ra, own), said).said, []);
  assert.deepEqual(planned(live(own, ra), said).said, []);
});

test("A route that was another's before we changed it goes back to what it was", () => {
  const before = liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9' });
  const now = liveRoute('10.7.0.0/16', 'eth1', { protocol: 78 });
  const { said } = planned(
    live(now),
    { links: both },
    { replaced: { 'route 10.7.0.0/16 table 254 metric 0': before } },
  );
  assert.deepEqual(said, [
    'change route 10.7.0.0/16 via 10.0.0.9 dev eth0, via null -> 10.0.0.9, link eth1 -> eth0, scope link -> global',
  ]);
});

test('It is removed when the kernel would not take the earlier one back', () => {
  const before = liveRoute('10.7.0.0/16', 'eth0', { via: '10.200.0.9' });
  const now = liveRoute('10.7.0.0/16', 'eth1', { protocol: 78 });
  const { said } = planned(
    live(now),
    { links: both },
    { replaced: { 'route 10.7.0.0/16 table 254 metric 0': before } },
  );
  assert.deepEqual(said, ['remove route 10.7.0.0/16 dev eth1']);
});

test('Ten thousand routes that are as declared cost no step', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`);
  const { said } = planned(live(...all.map((to) => liveRoute(to, 'eth0', { protocol: 78 }))), {
    links: both,
    addresses: [address('eth0', '10.0.0.1/24')],
    routes: all.map((to) => route(to, 'eth0')),
  });
  assert.deepEqual(said, []);
});

const DARK = { facts: { noCarrier: true } } as const;
const FROM = route('2001:db8:9::/48', 'eth0', { from: '2001:db8::7' });
const dark = (more: Parameters<typeof liveAddress>[2]) => ({
  links: [nic('eth0', {}, DARK), nic('eth1')],
  addresses: [liveAddress('eth0', '2001:db8::7/64', { protocol: 78, ...more })],
});
const fromIt = { links: both, addresses: [address('eth0', '2001:db8::7/64')], routes: [FROM] };

test('A route from an IPv6 address that waits for a carrier is left out; from one that was usable before it is not', () => {
  const waits = planned(dark({ tentative: true }), fromIt);
  assert.deepEqual([waits.said, codes(waits.problems)], [[], ['no-carrier']]);
  const fresh = planned({ ...dark({}), addresses: [] }, fromIt);
  assert.deepEqual(fresh.said, ['create address 2001:db8::7/64 dev eth0']);
  const usable = planned(dark({}), fromIt);
  assert.deepEqual([usable.said.length, usable.problems], [1, []]);
});

test('An optional link may be without a carrier', () => {
  const optional = [declared('eth0', 'physical', {}, { optional: true }), declared('eth1')];
  const { problems } = planned(dark({ tentative: true }), { ...fromIt, links: optional });
  assert.deepEqual(
    problems.map(({ code, severity }) => [code, severity]),
    [['no-carrier', 'warning']],
  );
});

test('Where a link changes in the same run its carrier may come: the route is planned', () => {
  const links = [declared('eth0'), declared('eth1', 'physical', { mtu: 1400 })];
  const { said, problems } = planned(dark({ tentative: true }), { ...fromIt, links });
  assert.deepEqual([said.length, problems], [2, []]);
});

test('A route from an address that another host has is planned with its renewal, and left out after it', () => {
  const live = dark({ tentative: true, dadFailed: true });
  assert.deepEqual(codes(planned(live, fromIt).problems), ['no-carrier']);
  const lit = { ...live, links: [nic('eth0'), nic('eth1')] };
  assert.deepEqual(planned(lit, fromIt).said.length, 2);
  const left = planned(lit, fromIt, {}, { leaveDuplicates: true });
  assert.deepEqual([left.said, codes(left.problems)], [[], ['address-duplicate', 'source-duplicate']]);
});

test('A route behind another with its key, which others put there, is told to have no effect', () => {
  const wish = route('10.7.0.0/16', 'eth0', { via: '10.0.0.9' });
  const [ours, theirs] = [
    liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9', protocol: 78 }),
    liveRoute('10.7.0.0/16', 'eth1', { via: '10.1.0.9' }),
  ];
  const behind = planned(live(theirs, ours), { links: both, routes: [wish] });
  assert.deepEqual([behind.said, codes(behind.problems)], [[], ['route-behind']]);
  const inFront = planned(live(ours, theirs), { links: both, routes: [wish] });
  assert.deepEqual([inFront.said, inFront.problems], [[], []]);
  const purged = planned(live(theirs, ours), {
    links: both,
    routes: [wish],
    policy: { routes: 'strict' },
  });
  assert.deepEqual(codes(purged.problems), []);
});

test('What ours took the place of does not come back where a DHCP client has put it back itself', () => {
  const ours = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', protocol: 78 });
  const leased = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.8', protocol: 16 });
  const key = Object.keys(
    nextRecord(EMPTY_RECORD, planned(live(leased), { links: both, routes: [ours] }).steps).replaced,
  );
  assert.equal(key.length, 1);
  const known = { replaced: { [String(key[0])]: leased } };
  assert.deepEqual(planned(live(ours), { links: both }, known).said, [
    'change route default via 10.0.0.8 dev eth0, via 10.0.0.9 -> 10.0.0.8',
  ]);
  assert.deepEqual(planned(live(ours, leased), { links: both }, known).said, [
    'remove route default via 10.0.0.9 dev eth0',
  ]);
});
