import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../../src/engine/fib/session.ts';
import { endangered } from '../../../src/engine/guard/endangered.ts';
import { planInWorld } from '../../../src/engine/plan/plan-in-world.ts';
import type { Ownership, Target } from '../../../src/engine/target/target.ts';
import {
  type Address,
  type Attributes,
  type FouPort,
  type Item,
  type Link,
  NOTHING_DECLARED,
  type Route,
  type Rule,
  type Snapshot,
  type Value,
} from '../../../src/model/index.ts';
import type { Wanted } from '../../../src/resources/room.ts';
import { routes } from '../../../src/resources/route/route.ts';
import { worldOf } from '../../../src/resources/world.ts';

const link = (name: string, kind: string, attributes: Attributes = {}): Link => ({
  type: 'link',
  name,
  kind,
  attributes: { state: 'up', mtu: 1500, master: null, ...attributes },
});
const address = (on: string, text: string): Address => {
  const [ip = '', prefix] = text.split('/');
  const family = ip.includes(':') ? 6 : 4;
  return { type: 'address', link: on, family, address: ip, prefix: Number(prefix), lifetime: 'forever' };
};
const route = (to: string, via: string | null, on: string, more: Partial<Route> = {}): Route => {
  const family = to.includes(':') ? 6 : 4;
  const metric = family === 6 ? 1024 : 0;
  const common = { type: 'route', family, table: 254, to, tos: 0, metric, kind: 'unicast' } as const;
  return routes.normal({ ...common, via, link: on, ...more });
};
const rule = (more: Partial<Rule>): Rule => ({
  type: 'rule',
  family: 4,
  action: 'lookup',
  table: 254,
  ...more,
});

/** The rules that every machine has. */
const RULES: readonly Rule[] = [
  rule({ priority: 0, table: 255, protocol: 2 }),
  rule({ priority: 32766, table: 254, protocol: 2 }),
];

function snapshot(...items: readonly Item[]): Snapshot {
  const of = <T extends Item['type']>(type: T): Extract<Item, { type: T }>[] =>
    items.filter((item): item is Extract<Item, { type: T }> => item.type === type);
  return {
    format_version: 1,
    links: of('link'),
    addresses: of('address'),
    routes: of('route'),
    rules: [...RULES, ...of('rule')],
    fouPorts: of('fou'),
  };
}

/** Everything there is ours: what is no longer wanted goes. */
const OURS: Ownership = { owns: () => true, earlier: () => ({}), replaced: () => undefined };

/** What a session would lose on the way from one state to another, and the step that does it. */
function lossOf(session: Session, now: Snapshot, wanted: readonly Item[], renames = {}): string | undefined {
  const want = <T extends Item>(items: readonly T[]): Wanted<T>[] =>
    items.map((item) => ({ item, source: null, places: {} }));
  const shall = snapshot(...wanted);
  const target: Target = {
    ...NOTHING_DECLARED,
    links: want(shall.links),
    addresses: want(shall.addresses),
    routes: want(shall.routes),
    rules: want(shall.rules),
    fouPorts: want(shall.fouPorts ?? []),
    renames: new Map(Object.entries(renames)),
  };
  const after = worldOf(now);
  const { steps } = planInWorld(target, after, OURS, { allowRecreate: true });
  const [found] = endangered([session], steps, now, after);
  return found === undefined ? undefined : `${found.text}: ${found.step?.action} ${found.step?.key}`;
}

const V4: Session = {
  family: 4,
  local: { address: '10.0.1.1', port: 22 },
  remote: { address: '10.0.2.9', port: 50000 },
  mark: 0,
  path: { link: 'eth0', via: '10.0.1.254', table: 254 },
};
const NEAR: Session = {
  ...V4,
  remote: { address: '10.0.1.9', port: 50000 },
  path: { link: 'eth0', via: null, table: 254 },
};
const V6: Session = {
  ...V4,
  family: 6,
  local: { address: '2001:db8::1', port: 22 },
  remote: { address: '2001:db8::9', port: 50000 },
  path: { link: 'eth0', via: null, table: 254 },
};

const ETH0 = link('eth0', 'physical');
const OWN = address('eth0', '10.0.1.1/24');
const GATEWAY = route('0.0.0.0/0', '10.0.1.254', 'eth0');
const HOST = [ETH0, OWN, address('eth0', '2001:db8::1/64'), GATEWAY];

test('A plan that leaves address, way and link alone harms nobody.', () => {
  for (const session of [V4, NEAR, V6]) {
    assert.equal(lossOf(session, snapshot(...HOST), [...HOST, link('br0', 'bridge')]), undefined);
  }
});

test('An address that goes, or moves to a link of another VRF, is lost.', () => {
  const without = HOST.filter((item) => item !== OWN);
  assert.equal(
    lossOf(NEAR, snapshot(...HOST), without),
    'its address 10.0.1.1 goes: remove eth0 10.0.1.1/24 ',
  );
  const red = link('red', 'vrf', { 'vrf.table': 100 });
  const inVrf = [red, link('eth0', 'physical', { master: 'red' }), ...HOST.slice(1)];
  assert.equal(
    lossOf({ ...NEAR, remote: { address: '10.0.1.8', port: 1 } }, snapshot(red, ...HOST), inVrf),
    'its address 10.0.1.1 moves into VRF red: change eth0',
  );
});

test('An address that comes back on a bridge over the same NIC is not lost, and the other way round.', () => {
  const bridge = link('br0', 'bridge');
  const port = link('eth0', 'physical', { master: 'br0' });
  const moved = [bridge, port, address('br0', '10.0.1.1/24'), route('0.0.0.0/0', '10.0.1.254', 'br0')];
  assert.equal(lossOf(V4, snapshot(ETH0, OWN, GATEWAY), moved), undefined);
  const overBridge: Session = { ...V4, path: { link: 'br0', via: '10.0.1.254', table: 254 } };
  assert.equal(lossOf(overBridge, snapshot(...moved), [ETH0, OWN, GATEWAY]), undefined);
});

test('Of the routes to a destination the one for the fewest senders counts, and none for others.', () => {
  const away: Session = {
    ...V6,
    remote: { address: '2001:db8:5::9', port: 50000 },
    path: { link: 'eth0', via: '2001:db8::fe', table: 254 },
  };
  const host = HOST.slice(0, 3);
  const all = route('::/0', '2001:db8::fe', 'eth0');
  const some = (source: string): Route => route('::/0', '2001:db8::fe', 'eth0', { source });
  const shut = (source: string): Route => route('::/0', null, 'lo', { kind: 'unreachable', source });
  const now = snapshot(...host, all);
  assert.equal(lossOf(away, now, [...host, some('2001:db8::/48')]), undefined);
  assert.equal(lossOf(away, now, [...host, some('2001:db8::/48'), shut('2001:db8::/32')]), undefined);
  assert.equal(lossOf(away, now, [...host, all, shut('2001:db8:1::/48')]), undefined);
  assert.match(lossOf(away, now, [...host, some('2001:db8:1::/48')]) ?? '', /remove ::\/0/);
  assert.notEqual(lossOf(away, now, [...host, all, shut('2001:db8::/64')]), undefined);
});

test('A NIC that becomes a port and keeps its address to itself is lost to the bridge.', () => {
  const bridge = link('br0', 'bridge');
  const port = link('eth0', 'physical', { master: 'br0' });
  assert.equal(
    lossOf(NEAR, snapshot(ETH0, OWN), [bridge, port, OWN]),
    'eth0 becomes a port of br0: change eth0',
  );
});

test('Another gateway is another way, but not for whoever is on the same network.', () => {
  const other = [ETH0, OWN, route('0.0.0.0/0', '10.0.1.253', 'eth0')];
  assert.equal(
    lossOf(V4, snapshot(ETH0, OWN, GATEWAY), other),
    'the way to 10.0.2.9 becomes via 10.0.1.253 dev eth0 instead of via 10.0.1.254 dev eth0: change 0.0.0.0/0 table 254 metric 0',
  );
  assert.equal(lossOf(NEAR, snapshot(ETH0, OWN, GATEWAY), other), undefined);
});

test('A more exact route takes the way over; one with the same gateway does not matter.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const exact = (via: string): Item[] => [ETH0, OWN, GATEWAY, route('10.0.2.0/24', via, 'eth0')];
  assert.match(lossOf(V4, now, exact('10.0.1.253')) ?? '', /: create 10\.0\.2\.0\/24 /);
  assert.equal(lossOf(V4, now, exact('10.0.1.254')), undefined);
});

test('Without a route, and with one that refuses, there is no way left.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const none = 'there is no way to 10.0.2.9 any more';
  assert.equal(lossOf(V4, now, [ETH0, OWN]), `${none}: remove 0.0.0.0/0 table 254 metric 0`);
  const blackhole = route('10.0.2.0/24', null, '', { kind: 'blackhole', link: null });
  assert.match(lossOf(V4, now, [ETH0, OWN, GATEWAY, blackhole]) ?? '', new RegExp(`^${none}: create`));
});

test('Of several paths of a route the one that is taken must stay.', () => {
  const paths = (...vias: string[]): Route => ({
    ...route('0.0.0.0/0', null, '', { link: null }),
    nexthops: vias.map((via) => ({ via, link: 'eth0', weight: 1, onLink: false })),
  });
  const now = snapshot(ETH0, OWN, paths('10.0.1.253', '10.0.1.254'));
  assert.equal(lossOf(V4, now, [ETH0, OWN, paths('10.0.1.254', '10.0.1.252')]), undefined);
  assert.match(lossOf(V4, now, [ETH0, OWN, GATEWAY]) ?? 'kept', /kept/);
});

test('A rule that sends the answers to another table counts; one for other packets does not.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const table = route('0.0.0.0/0', '10.0.1.253', 'eth0', { table: 100 });
  const with100 = (more: Partial<Rule>): Item[] => [
    ETH0,
    OWN,
    GATEWAY,
    table,
    rule({ priority: 50, table: 100, ...more }),
  ];
  assert.match(lossOf(V4, now, with100({ from: '10.0.1.1/32' })) ?? '', /becomes via 10\.0\.1\.253/);
  assert.equal(lossOf(V4, now, with100({ from: '10.9.0.0/16' })), undefined);
  assert.equal(lossOf(V4, now, with100({ iif: 'eth9' })), undefined);
  assert.equal(lossOf(V4, now, with100({ mark: 7, markMask: 0xff })), undefined);
  assert.match(lossOf({ ...V4, mark: 0x107 }, now, with100({ mark: 7, markMask: 0xff })) ?? '', /253/);
});

test('Ports and the protocol of a session are known, the user is not.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const table = route('0.0.0.0/0', '10.0.1.253', 'eth0', { table: 100 });
  const moves = (more: Partial<Rule>): boolean =>
    lossOf(V4, now, [ETH0, OWN, GATEWAY, table, rule({ priority: 50, table: 100, ...more })]) !== undefined;
  const { local, remote } = V4;
  assert(moves({ ipProtocol: 6 }) && !moves({ ipProtocol: 17 }));
  assert(moves({ sourcePort: String(local.port) }) && !moves({ sourcePort: String(local.port + 1) }));
  assert(
    moves({ destinationPort: `1-${remote.port}` }) && !moves({ destinationPort: `1-${remote.port - 1}` }),
  );
  assert(!moves({ uidRange: '0-9' }) && !moves({ uidRange: '0-9', inverted: true }));
  assert(moves({ to: '10.9.0.0/16', inverted: true }) && !moves({ to: '10.0.2.0/24', inverted: true }));
  assert(moves({ to: '10.9.0.0/16', uidRange: '0-9', inverted: true }));
});

test('A route does not count that is suppressed, unless it refuses.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const other = (to: string, more: Partial<Route> = {}): Route =>
    route(to, '10.0.1.253', 'eth0', { table: 100, ...more });
  const moves = (found: Route, suppressPrefixLength: number): boolean =>
    lossOf(V4, now, [
      ...[ETH0, OWN, GATEWAY, found],
      rule({ priority: 50, table: 100, suppressPrefixLength }),
    ]) !== undefined;
  assert(!moves(other('0.0.0.0/0'), 0));
  assert(moves(other('10.0.2.0/24'), 0) && moves(other('10.0.2.0/24'), 23));
  assert(!moves(other('10.0.2.0/24'), 24));
  const refusing = route('10.0.2.0/24', null, '', { kind: 'blackhole', link: null, table: 100 });
  assert(moves(refusing, 24));
});

test('A goto leads past the rules before its target, unless that does not exist.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const table = route('0.0.0.0/0', '10.0.1.253', 'eth0', { table: 100 });
  const moves = (more: Partial<Rule>, ...others: readonly Partial<Rule>[]): boolean =>
    lossOf(V4, now, [
      ...[ETH0, OWN, GATEWAY, table, rule({ priority: 50, table: 100 })],
      { type: 'rule', family: 4, priority: 40, action: 'goto', ...more },
      ...others.map((other): Rule => ({ type: 'rule', family: 4, action: 'nop', ...other })),
    ]) !== undefined;
  assert(!moves({ target: 60 }, { priority: 60 }) && moves({ target: 60 }));
  assert(moves({ target: 45 }, { priority: 45 }) && moves({ target: 50 }));
  assert(moves({ target: 60, iif: 'eth9' }, { priority: 60 }));
  assert(moves({ target: 60, l3mdev: true }, { priority: 60 }));
});

test('A rule that refuses the packets of a session leaves it no way.', () => {
  const now = snapshot(ETH0, OWN, GATEWAY);
  const refusal = { type: 'rule', family: 4, priority: 50, action: 'prohibit' } as const;
  const wanted = (port: string): Item[] => [ETH0, OWN, GATEWAY, { ...refusal, destinationPort: port }];
  assert.match(
    lossOf(V4, now, wanted(`${V4.remote.port}`)) ?? '',
    /^there is no way to 10\.0\.2\.9 any more/,
  );
  assert.equal(lossOf(V4, now, wanted('7')), undefined);
});

test('Where rules that no configuration declares lead the way, the table that the kernel took decides.', () => {
  const table = route('0.0.0.0/0', '10.0.1.253', 'eth0', { table: 51 });
  const odd = rule({ priority: 40, table: 51, others: 'not' });
  const session: Session = { ...V4, path: { link: 'eth0', via: '10.0.1.253', table: 51 } };
  const now = snapshot(ETH0, OWN, GATEWAY, table, odd);
  assert.equal(lossOf(session, now, [ETH0, OWN, table, odd]), undefined, 'the route that is not taken goes');
  assert.match(lossOf(session, now, [ETH0, OWN, GATEWAY, odd]) ?? '', /^there is no way .* table 51/);
});

test('A link that goes down, goes, or is made anew is lost, whatever comes back.', () => {
  const now = snapshot(ETH0, OWN);
  assert.equal(
    lossOf(NEAR, now, [link('eth0', 'physical', { state: 'down' }), OWN]),
    'eth0 goes down: change eth0',
  );
  const vlan = (id: number): Link => link('v0', 'vlan', { link: 'eth0', 'vlan.id': id });
  const over: Session = { ...NEAR, path: { link: 'v0', via: null, table: 254 } };
  const onVlan = address('v0', '10.0.1.1/24');
  assert.equal(
    lossOf(over, snapshot(ETH0, vlan(10), onVlan), [ETH0, vlan(20), onVlan]),
    'v0 is deleted and made anew: replace v0',
  );
  assert.equal(lossOf(over, snapshot(ETH0, vlan(10), onVlan), [ETH0]), 'v0 goes: remove v0');
});

test('What happens to a link below is lost with it.', () => {
  const vlan = link('v0', 'vlan', { link: 'eth0', 'vlan.id': 10 });
  const over: Session = { ...NEAR, path: { link: 'v0', via: null, table: 254 } };
  const onVlan = address('v0', '10.0.1.1/24');
  const down = link('eth0', 'physical', { state: 'down' });
  assert.equal(
    lossOf(over, snapshot(ETH0, vlan, onVlan), [
      down,
      { ...vlan, attributes: { link: 'eth0', 'vlan.id': 10 } },
      onVlan,
    ]),
    'eth0 goes down: change eth0',
  );
});

test('One of several ports may go; the last one not.', () => {
  const bridge = link('br0', 'bridge');
  const port = (name: string, master: string | null = 'br0'): Link => link(name, 'physical', { master });
  const over: Session = { ...NEAR, path: { link: 'br0', via: null, table: 254 } };
  const onBridge = address('br0', '10.0.1.1/24');
  const now = snapshot(bridge, port('eth0'), port('eth1'), onBridge);
  assert.equal(lossOf(over, now, [bridge, port('eth0'), port('eth1', null), onBridge]), undefined);
  assert.match(
    lossOf(over, now, [bridge, port('eth0', null), port('eth1', null), onBridge]) ?? '',
    /^eth0 leaves br0: change eth0$/,
  );
});

test('A link that is renamed carries its sessions on.', () => {
  const lan = [
    link('lan0', 'physical'),
    address('lan0', '10.0.1.1/24'),
    route('0.0.0.0/0', '10.0.1.254', 'lan0'),
  ];
  for (const session of [V4, NEAR]) {
    assert.equal(lossOf(session, snapshot(ETH0, OWN, GATEWAY), lan, { lan0: 'eth0' }), undefined);
  }
});

test('An MTU below 1280 takes IPv6 away; what router advertisements bring comes back after a moment down.', () => {
  const own = address('eth0', '2001:db8::1/64');
  const small = link('eth0', 'physical', { mtu: 1200 });
  assert.equal(lossOf(V6, snapshot(ETH0, own), [small]), 'its address 2001:db8::1 goes: change eth0');
  const slaac: Address = { ...own, dynamic: true };
  assert.match(
    lossOf(V6, snapshot(ETH0, slaac), [small]) ?? '',
    /^its address 2001:db8::1 goes: change eth0/,
  );
});

test('Of a session without a way even now only the address counts.', () => {
  const { path: _, ...lost } = V4;
  assert.equal(lossOf(lost, snapshot(ETH0, OWN, GATEWAY), [ETH0, OWN]), undefined);
  assert.match(lossOf(lost, snapshot(ETH0, OWN, GATEWAY), [ETH0]) ?? '', /^its address/);
});

test('A link-local address counts on the link that the session is bound to.', () => {
  const fe80 = (on: string): Address => address(on, 'fe80::1/64');
  const bound: Session = {
    ...V6,
    local: { address: 'fe80::1', port: 22 },
    remote: { address: 'fe80::9', port: 50000 },
    boundTo: 'eth0',
  };
  const eth1 = link('eth1', 'physical');
  const now = snapshot(ETH0, eth1, fe80('eth0'), fe80('eth1'));
  assert.equal(lossOf(bound, now, [ETH0, link('eth1', 'physical', { state: 'down' })]), undefined);
  assert.match(
    lossOf(bound, now, [link('eth0', 'physical', { state: 'down' }), eth1]) ?? '',
    /^eth0 goes down/,
  );
});

const OVERLAY: Session = {
  ...NEAR,
  local: { address: '10.9.0.1', port: 22 },
  remote: { address: '10.9.0.2', port: 4000 },
  path: { link: 'tun0', via: null, table: 254 },
};

test('A tunnel whose ends no longer agree, or have no way to each other, loses what goes through it.', () => {
  const ends = { 'tunnel.local': '10.0.1.1', 'tunnel.remote': '10.0.1.9', 'tunnel.input-key': 7 };
  const tun0 = link('tun0', 'gre', ends);
  const outer = address('eth0', '10.0.1.1/24');
  const inner = address('tun0', '10.9.0.1/24');
  const now = snapshot(ETH0, tun0, outer, inner);
  const other = (more: Attributes): Link => link('tun0', 'gre', { ...ends, ...more });
  assert.equal(
    lossOf(OVERLAY, now, [ETH0, link('tun0', 'gre', { ...ends, mtu: 1400 }), outer, inner]),
    undefined,
  );
  assert.equal(
    lossOf(OVERLAY, now, [ETH0, other({ 'tunnel.input-key': 8 }), outer, inner]),
    'tun0 gets another key: change tun0',
  );
  assert.equal(
    lossOf(OVERLAY, now, [ETH0, tun0, inner]),
    'the tunnel tun0: its address 10.0.1.1 goes: remove eth0 10.0.1.1/24 ',
  );
  const down = link('eth0', 'physical', { state: 'down' });
  assert.equal(
    lossOf(OVERLAY, now, [down, tun0, outer, inner]),
    'the tunnel tun0: eth0 goes down: change eth0',
  );
});

test('A tunnel behind a UDP header loses what goes through it with the port that takes it off.', () => {
  const port = (number: number, more: Partial<FouPort> = {}): FouPort => ({
    ...{ type: 'fou', family: 4, port: number, link: null, local: null, peer: null, peerPort: null },
    ...{ encapsulation: 'gue', ipProtocol: null },
    ...more,
  });
  const tun0 = link('tun0', 'gre', {
    ...{ 'tunnel.local': '10.0.1.1', 'tunnel.remote': '10.0.1.9' },
    ...{ 'tunnel.encap': 'gue', 'tunnel.encap-destination-port': 5555 },
  });
  const all = [ETH0, tun0, address('eth0', '10.0.1.1/24'), address('tun0', '10.9.0.1/24')];
  const now = snapshot(...all, port(5555), port(6666));
  assert.equal(lossOf(OVERLAY, now, [...all, port(5555)]), undefined);
  assert.equal(lossOf(OVERLAY, now, [...all, port(5555, { local: '10.0.1.1' })]), undefined);
  const closes = 'the tunnel tun0: its UDP port 5555 closes';
  assert.equal(lossOf(OVERLAY, now, [...all, port(6666)]), `${closes}: remove * 5555`);
  assert.equal(
    lossOf(OVERLAY, now, [...all, port(5555, { encapsulation: 'fou', ipProtocol: 47 })]),
    `${closes}: replace * 5555`,
  );
  // The other end may send to any of them.
  const other = snapshot(...all, port(6666), port(7777));
  assert.equal(lossOf(OVERLAY, other, [...all, port(6666)]), undefined);
  assert.equal(lossOf(OVERLAY, other, all), 'the tunnel tun0: its UDP port 6666 closes: remove * 6666');
});

test('A WireGuard peer counts for what is behind it.', () => {
  const peer = (key: string, endpoint: string, ...allowed: string[]): Value => [
    key,
    null,
    endpoint,
    0,
    allowed,
  ];
  const wg = (...peers: Value[]): Link => link('tun0', 'wireguard', { 'wireguard.peers': peers });
  const outer = address('eth0', '10.0.1.1/24');
  const inner = address('tun0', '10.9.0.1/24');
  const far = peer('b', '10.0.1.9:1', '10.9.0.2/32');
  const some = peer('c', '10.0.1.8:1', '10.9.0.0/24');
  const now = snapshot(ETH0, wg(far, some), outer, inner);
  assert.equal(lossOf(OVERLAY, now, [ETH0, wg(far), outer, inner]), undefined);
  assert.equal(
    lossOf(OVERLAY, now, [ETH0, wg(some), outer, inner]),
    'tun0 loses the peer that 10.9.0.2 is behind: change tun0',
  );
});

test('A port of a bridge that tells VLANs apart carries a session in one form.', () => {
  const filtering = { 'bridge.vlan-filtering': true };
  const bridge = (vlans: readonly string[]): Link =>
    link('br0', 'bridge', { ...filtering, 'bridge.vlans': vlans });
  const port = (vlans: readonly string[]): Link =>
    link('eth0', 'physical', { master: 'br0', 'bridge-port.vlans': vlans });
  const over: Session = { ...NEAR, path: { link: 'br0', via: null, table: 254 } };
  const onBridge = address('br0', '10.0.1.1/24');
  const own = ['1 pvid untagged'];
  const loss = (mine: readonly string[], ports: readonly string[]): string | undefined =>
    lossOf(over, snapshot(bridge(own), port([...own, '20']), onBridge), [
      bridge(mine),
      port(ports),
      onBridge,
    ]);
  assert.equal(loss(own, own), undefined);
  assert.equal(loss(own, ['20']), 'eth0 no longer carries untagged packets of br0: change eth0');
  assert.equal(loss(own, ['1']), 'eth0 no longer carries untagged packets of br0: change eth0');
  assert.match(
    loss(['20 pvid untagged'], [...own, '20']) ?? '',
    /^eth0 no longer carries untagged packets of br0/,
  );
});
