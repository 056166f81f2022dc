import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../../src/config/configure.ts';
import { foresee } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD, type StateRecord } from '../../../src/engine/record/record.ts';
import { statusOf } from '../../../src/engine/status/status.ts';
import type { Item, ObjectStatus, Snapshot, Status } from '../../../src/model/index.ts';

const link = (name: string, kind: string, attributes = {}): Item => ({
  type: 'link',
  name,
  kind,
  attributes: { state: 'up', mtu: 1500, master: null, ...attributes },
});
const address = (on: string, text: string, protocol = 78): Item => {
  const [ip = '', prefix] = text.split('/');
  const family = ip.includes(':') ? 6 : 4;
  const common = { type: 'address', link: on, family, lifetime: 'forever' } as const;
  return { ...common, address: ip, prefix: Number(prefix), protocol };
};
const rule = (priority: number, from: string, protocol = 78): Item => ({
  type: 'rule',
  family: 4,
  action: 'lookup',
  priority,
  from,
  table: 100,
  protocol,
});

function snapshot(...items: readonly Item[]): Snapshot {
  const of = <T extends Item['type']>(type: T): Extract<Item, { type: T }>[] =>
    items.filter((item): item is Extract<Item, { type: T }> => item.type === type);
  const lists = { links: of('link'), addresses: of('address'), routes: of('route'), rules: of('rule') };
  return { format_version: 1, ...lists };
}

function status(yaml: string, now: Snapshot, record: StateRecord = EMPTY_RECORD, foreign = false): Status {
  const { declaration, diagnostics } = configure([{ file: 'c.yaml', text: `network: {${yaml}}` }]);
  assert.deepEqual(diagnostics, []);
  const foreseen = foresee(declaration, now, record, { allowRecreate: false });
  return statusOf({ ...foreseen, declaration, snapshot: now, record }, foreign);
}

const told = ({ objects }: Status): string[] =>
  objects.map(({ state, name, attributes }: ObjectStatus) => {
    const drifted = attributes.filter((one) => one.state === 'drifted');
    const words = drifted.map(({ attribute, wanted, found }) => `${attribute} ${found} not ${wanted}`);
    return [`${state}: ${name}`, ...words].join('; ');
  });

test('What is as declared is in sync, with all declared attributes of links.', () => {
  const now = snapshot(link('eth0', 'physical'), address('eth0', '192.0.2.1/24'));
  const found = status('ethernets: {eth0: {mtu: 1500, addresses: [192.0.2.1/24]}}', now);
  assert.deepEqual(told(found), ['in-sync: link eth0', 'in-sync: address 192.0.2.1/24 dev eth0']);
  assert.ok(found.inSync);
  const [eth0] = found.objects;
  const mtu = eth0?.attributes.find(({ attribute }) => attribute === 'mtu');
  assert.equal(mtu?.state, 'in-sync');
  assert.deepEqual([mtu?.wanted, mtu?.found], [1500, 1500]);
  assert.equal(mtu?.source?.line, 1);
});

test('What differs has drifted, what is not there is missing; each attribute of a missing link, too.', () => {
  const now = snapshot(link('eth0', 'physical'));
  const found = status(
    'ethernets: {eth0: {mtu: 9000, addresses: [192.0.2.1/24]}}, bridges: {br0: {parameters: {stp: false}}}',
    now,
  );
  assert.deepEqual(told(found), [
    'drifted: link eth0; mtu 1500 not 9000',
    'missing: bridge br0',
    'missing: address 192.0.2.1/24 dev eth0',
  ]);
  assert.ok(!found.inSync);
  const attributes = found.objects[1]?.attributes ?? [];
  assert.ok(attributes.some(({ attribute }) => attribute === 'bridge.stp'));
  assert.ok(attributes.every(({ state, found: value }) => state === 'missing' && value === undefined));
});

test('What goes and comes back in passing has not drifted.', () => {
  const vlan = link('v0', 'vlan', { link: 'eth0', 'vlan.id': 10 });
  const now = snapshot(link('eth0', 'physical'), vlan, address('v0', '192.0.2.1/24'));
  const record = { ...EMPTY_RECORD, links: { v0: { kind: 'vlan', created: true, set: {} } } };
  const yaml = 'ethernets: {eth0: {}}, vlans: {v0: {id: 20, link: eth0, addresses: [192.0.2.1/24]}}';
  assert.deepEqual(told(status(yaml, now, record)), [
    'in-sync: link eth0',
    'drifted: vlan v0; vlan.id 10 not 20',
    'in-sync: address 192.0.2.1/24 dev v0',
  ]);
});

test('A link that is to have another name is one that drifted.', () => {
  const yaml = 'ethernets: {lan: {match: {name: eth0}, set-name: lan0, addresses: [192.0.2.1/24]}}';
  const now = snapshot(link('eth0', 'physical'), address('eth0', '192.0.2.1/24'));
  assert.deepEqual(told(status(yaml, now))[0], 'drifted: link lan0; name eth0 not lan0');
});

test('A missing NIC is missing with what is declared on it; an optional one is absent, and that is in sync.', () => {
  const yaml = (more: string): string => `ethernets: {eth9: {${more}addresses: [192.0.2.1/24]}}`;
  const found = status(yaml(''), snapshot());
  assert.deepEqual(told(found), ['missing: link eth9', 'missing: address 192.0.2.1/24 dev eth9']);
  assert.ok(!found.inSync);
  const optional = status(yaml('optional: true, '), snapshot());
  assert.deepEqual(told(optional), ['absent: link eth9', 'absent: address 192.0.2.1/24 dev eth9']);
  assert.ok(optional.inSync);
});

test('What is ours and no longer declared is left over.', () => {
  const now = snapshot(link('eth0', 'physical'), link('br0', 'bridge'), address('eth0', '192.0.2.1/24'));
  const record: StateRecord = {
    ...EMPTY_RECORD,
    links: {
      br0: { kind: 'bridge', created: true, set: {} },
      eth0: { kind: 'physical', created: false, set: { mtu: { ours: 1500, before: 1400 } } },
    },
  };
  const found = status('version: 2', now, record);
  assert.deepEqual(told(found).sort(), [
    'left-over: address 192.0.2.1/24 dev eth0',
    'left-over: bridge br0',
    'left-over: link eth0; mtu 1500 not 1400',
  ]);
});

test('A rule without a priority is found by its place, whatever priority the planner gives it.', () => {
  const yaml = 'ethernets: {eth0: {routing-policy: [{from: 10.0.0.0/8, table: 100}]}}';
  const missing = told(status(yaml, snapshot(link('eth0', 'physical'))));
  assert.match(missing[1] ?? '', /^missing: rule \d+: from 10\.0\.0\.0\/8 lookup 100$/);
  assert.equal(missing.length, 2);
  const there = told(status(yaml, snapshot(link('eth0', 'physical'), rule(32000, '10.0.0.0/8'))));
  assert.equal(there[1], 'in-sync: rule 32000: from 10.0.0.0/8 lookup 100');
});

test('A rule for a device of several links is told for each of them.', () => {
  const yaml =
    'ethernets: {lan: {match: {name: "eth*"}, routing-policy: [{family: ipv4, iif: lan, table: 100}]}}';
  const live: Item = { type: 'rule', family: 4, action: 'lookup', priority: 9, iif: 'eth0', table: 100 };
  const now = snapshot(link('eth0', 'physical'), link('eth1', 'physical'), live);
  assert.deepEqual(told(status(yaml, now)).slice(2), [
    'in-sync: rule 9: iif eth0 lookup 100',
    'missing: rule 8: iif eth1 lookup 100',
  ]);
});

test('A rule of others that is taken for a declared one is not foreign, one like it is.', () => {
  const yaml = 'ethernets: {eth0: {routing-policy: [{from: 10.0.0.0/8, table: 100}]}}';
  const now = snapshot(link('eth0', 'physical'), rule(32000, '10.0.0.0/8', 4), rule(31000, '10.0.0.0/8', 4));
  const [, ...lines] = told(status(yaml, now, EMPTY_RECORD, true));
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^in-sync: rule 3[12]000: /);
  assert.match(lines[1] ?? '', /^foreign: rule 3[12]000: /);
  assert.notEqual(lines[0]?.slice(-40), lines[1]?.slice(-40));
});

test('Foreign objects are told when asked for: neither declared, nor ours, nor the kernel’s.', () => {
  const now = snapshot(
    link('lo', 'loopback'),
    link('eth0', 'physical'),
    link('docker0', 'bridge'),
    address('docker0', '172.17.0.1/16', 0),
    address('eth0', '192.0.2.1/24'),
    rule(0, '0.0.0.0/0', 2),
  );
  const yaml = 'ethernets: {eth0: {addresses: [192.0.2.1/24]}}';
  const names = (foreign: boolean): string[] =>
    told(status(yaml, now, EMPTY_RECORD, foreign)).filter((line) => line.startsWith('foreign'));
  assert.deepEqual(names(false), []);
  assert.deepEqual(names(true).slice(0, 2), [
    'foreign: bridge docker0',
    'foreign: address 172.17.0.1/16 dev docker0',
  ]);
  assert.ok(!names(true).some((line) => line.includes('eth0') || line.includes('lo')));
});

test('Under policy strict what shall go is left over and nothing else; what is ignored has a word of its own, and its place.', () => {
  const now = snapshot(
    link('eth0', 'physical'),
    link('docker0', 'bridge'),
    link('br7', 'bridge'),
    address('eth0', '192.0.2.7/24', 0),
    address('eth0', '198.51.100.1/24', 0),
    address('docker0', '172.17.0.1/16', 0),
  );
  const yaml =
    'policy: strict, ignore: {links: ["docker*"], addresses: [198.51.100.0/24]}, ethernets: {eth0: {}}';
  const found = status(yaml, now, EMPTY_RECORD, true);
  assert.deepEqual(told(found), [
    'in-sync: link eth0',
    'left-over: bridge br7',
    'left-over: address 192.0.2.7/24 dev eth0',
    'ignored: bridge docker0',
    'ignored: address 198.51.100.1/24 dev eth0',
    'ignored: address 172.17.0.1/16 dev docker0',
  ]);
  const places = found.objects.map(({ state, source }) => [state, source?.column]);
  assert.deepEqual(
    places.filter(([state]) => state === 'ignored').map(([, column]) => column),
    [44, 68, 44],
  );
  const unasked = told(status(yaml, now));
  assert.deepEqual(unasked, told(found).slice(0, 3));
});

test('A route of several paths is absent, or missing, only without the devices of all of them.', () => {
  const yaml =
    'ethernets: {eth8: {optional: true, routes: [{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.1}, {via: 192.0.2.2, interface: eth9}]}]}, eth9: {optional: true}}';
  const name =
    'route 10.0.0.0/8 nexthop via 192.0.2.1 dev eth8 weight 1 nexthop via 192.0.2.2 dev eth9 weight 1';
  assert.deepEqual(told(status(yaml, snapshot())), [
    'absent: link eth8',
    'absent: link eth9',
    `absent: ${name}`,
  ]);
  assert.deepEqual(told(status(yaml, snapshot(link('eth9', 'physical')))).sort(), [
    'absent: link eth8',
    'in-sync: link eth9',
    'missing: route 10.0.0.0/8 via 192.0.2.2 dev eth9',
  ]);
});
