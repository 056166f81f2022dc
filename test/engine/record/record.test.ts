import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutGone } from '../../../src/engine/record/forget.ts';
import { recordOwnership } from '../../../src/engine/record/ownership.ts';
import {
  EMPTY_RECORD,
  intendedRecord,
  nextRecord,
  type StateRecord,
  sameRecord,
  withRoutes,
} from '../../../src/engine/record/record.ts';
import type { Change, Item, Step } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import {
  changed,
  liveAddress,
  liveRoute,
  machine,
  made,
  nic,
  PLACE,
  pair,
  rule,
  virtual,
} from '../samples.ts';

const step = (before: Item | null, after: Item | null, more: Partial<Step> = {}): Step => ({
  action: before === null ? 'create' : after === null ? 'remove' : 'change',
  kind: (after ?? before)?.type ?? 'link',
  key: '',
  name: '',
  before,
  after,
  changes: [],
  reason: '',
  source: PLACE,
  notes: [],
  ...more,
});

const set = (attribute: string, before: Change['before'], after: Change['after']): Partial<Step> => ({
  changes: [{ attribute, before, after }],
});

const record = (parts: Partial<StateRecord>): StateRecord => ({ ...EMPTY_RECORD, ...parts });
const eth0 = nic('eth0');

test('A link that is made is ours until it is removed', () => {
  const br0 = virtual('br0', 'bridge');
  const first = nextRecord(EMPTY_RECORD, [step(null, br0)]);
  assert.deepEqual(Object.keys(first.links), ['br0']);
  assert(recordOwnership(first).owns(br0));
  assert.deepEqual(nextRecord(first, [step(br0, null)]).links, {});
});

test('A link that becomes a port is remembered as up or down, for bonds close the ports that leave them', () => {
  const joined = nextRecord(EMPTY_RECORD, [step(eth0, eth0, set('master', null, 'bond0'))]);
  assert.deepEqual(joined.links['eth0']?.set, {
    state: { ours: 'up', before: eth0.attributes['state'] },
    master: { ours: 'bond0', before: null },
  });
  const left = nextRecord(joined, [step(eth0, eth0, set('master', 'bond0', null))]);
  assert.deepEqual(left.links['eth0']?.set['state'], { ours: 'up', before: eth0.attributes['state'] });
});

test('The MTU that a port came with is what there is to go back to when another is set after it left', () => {
  const joined = nextRecord(EMPTY_RECORD, [
    step(eth0, eth0, { changes: [{ attribute: 'master', before: null, after: 'bond0' }] }),
  ]);
  const left = nextRecord(joined, [step(eth0, eth0, set('mtu', undefined, 9000))]);
  assert.deepEqual(left.links['eth0']?.set['mtu'], { ours: 9000, before: eth0.attributes['mtu'] });
  const alone = nextRecord(EMPTY_RECORD, [step(eth0, eth0, set('mtu', undefined, 9000))]);
  assert.equal(alone.links['eth0']?.set['mtu'], undefined);
});

test('Of a link that we made it is remembered what it would be without us, whether it was made with it or got it later', () => {
  const br0 = { ...virtual('br0', 'bridge'), attributes: { alias: 'lan', group: 0, 'bridge.stp': true } };
  const made = nextRecord(EMPTY_RECORD, [step(null, br0)]);
  assert.deepEqual(made.links['br0']?.set, {
    alias: { ours: 'lan', before: null },
    'bridge.stp': { ours: true, before: false },
  });
  const later = nextRecord(made, [
    step(br0, br0, set('group', 0, 7)),
    step(br0, br0, set('alias', 'lan', 'wan')),
  ]);
  assert.deepEqual(later.links['br0']?.set['group'], { ours: 7, before: 0 });
  assert.deepEqual(later.links['br0']?.set['alias'], { ours: 'wan', before: null });
});

test('The MTU that a link of ours had until now is remembered only if it does not follow from other links', () => {
  const before = (kind: string) => {
    const link = { ...virtual('l0', kind), attributes: { mtu: 1450 } };
    const made = nextRecord(EMPTY_RECORD, [step(null, { ...link, attributes: {} })]);
    return nextRecord(made, [step(link, link, set('mtu', 1450, 1300))]).links['l0']?.set['mtu']?.before;
  };
  assert.deepEqual(['bridge', 'vlan', 'dummy', 'vxlan', 'gretap'].map(before), [
    null,
    null,
    null,
    null,
    1450,
  ]);
});

test('VLANs that a port has by the default PVID that we gave its bridge are remembered as those of a new port', () => {
  const port = nic('eth0', { master: 'br0' });
  const own = set('bridge-port.vlans', [], ['10']);
  const br0 = virtual('br0', 'bridge');
  const alone = nextRecord(EMPTY_RECORD, [step(port, port, own)]);
  assert.deepEqual(alone.links['eth0']?.set['bridge-port.vlans']?.before, []);
  const along = nextRecord(EMPTY_RECORD, [
    step(br0, br0, set('bridge.default-pvid', 1, 0)),
    step(port, port, own),
  ]);
  assert.deepEqual(along.links['eth0']?.set['bridge-port.vlans']?.before, ['1 pvid untagged']);
});

test('A default of nothing is one to go back to', () => {
  const tun = { ...virtual('gt0', 'gretap'), attributes: { 'tunnel.input-key': 7 } };
  const made = nextRecord(EMPTY_RECORD, [step(null, tun)]);
  assert.deepEqual(made.links['gt0']?.set, { 'tunnel.input-key': { ours: 7, before: null } });
});

test('What is no longer declared on a link of ours is forgotten, the link is not', () => {
  const br0 = { ...virtual('br0', 'bridge'), attributes: { alias: 'lan' } };
  const made = nextRecord(EMPTY_RECORD, [step(null, br0)], new Map([['br0', new Set<string>()]]));
  assert.deepEqual(made.links, { br0: { kind: 'bridge', created: true, set: {} } });
});

test('An attribute that we change is remembered with what it was, however often we change it', () => {
  const once = nextRecord(EMPTY_RECORD, [step(eth0, eth0, set('alias', null, 'a'))]);
  const twice = nextRecord(once, [step(eth0, eth0, set('alias', 'a', 'b'))]);
  assert.deepEqual(twice.links['eth0']?.set, { alias: { ours: 'b', before: null } });
  assert.deepEqual(recordOwnership(twice).earlier(nic('eth0', { alias: 'b' })), { alias: null });
});

test('What a port is given as it joins goes back to what a port has by itself, where that is known', () => {
  const joined = nextRecord(EMPTY_RECORD, [
    step(eth0, eth0, {
      changes: [
        { attribute: 'master', before: null, after: 'br0' },
        { attribute: 'bridge-port.hairpin', before: undefined, after: true },
        { attribute: 'bridge-port.path-cost', before: undefined, after: 7 },
      ],
    }),
  ]);
  const dearer = nextRecord(joined, [step(eth0, eth0, set('bridge-port.path-cost', 7, 8))]);
  for (const { links } of [joined, dearer]) {
    assert.deepEqual(links['eth0']?.set['bridge-port.hairpin'], { ours: true, before: false });
    assert.deepEqual(links['eth0']?.set['master'], { ours: 'br0', before: null });
    assert.equal(links['eth0']?.set['bridge-port.path-cost']?.before, null);
  }
  const left = nextRecord(dearer, [step(eth0, eth0, set('master', 'br0', null))]);
  assert.equal(left.links['eth0']?.said, undefined);
});

test('A record of a link of another kind says nothing about the one there is', () => {
  const old = record(changed(virtual('x', 'bridge'), 'mtu', 1400));
  assert.deepEqual(recordOwnership(old).earlier(nic('x')), {});
  const next = nextRecord(old, [step(nic('x'), nic('x'), set('alias', null, 'a'))]);
  assert.deepEqual(next.links['x'], {
    kind: 'physical',
    created: false,
    set: { alias: { ours: 'a', before: null } },
  });
});

test('A removed or replaced veth takes its peer out of the record', () => {
  const [va, vb] = pair('va', 'vb');
  const both = record(made(va, vb));
  assert.deepEqual(nextRecord(both, [step(va, null)]).links, {});
  assert.deepEqual(Object.keys(nextRecord(both, [step(va, va, { action: 'replace' })]).links), ['va']);
});

test('A renamed link keeps its record, and so do its addresses', () => {
  const before = record({
    ...changed(nic('eth0', { mtu: 9000 }), 'mtu', 1500),
    addresses: ['eth0 10.0.0.1/24 ', 'eth00 10.0.0.2/24 '],
  });
  const next = nextRecord(before, [step(eth0, nic('lan0'), set('name', 'eth0', 'lan0'))]);
  assert.deepEqual(Object.keys(next.links), ['lan0']);
  assert.deepEqual(next.links['lan0']?.set, { mtu: { ours: 9000, before: 1500 } });
  assert.deepEqual(next.addresses, ['eth00 10.0.0.2/24 ', 'lan0 10.0.0.1/24 ']);
});

test('Names that swap swap their records', () => {
  const before = record({
    links: {
      ...changed(nic('a', { mtu: 1 }), 'mtu', 11).links,
      ...changed(nic('b', { mtu: 2 }), 'mtu', 22).links,
    },
  });
  const rename = (from: string, to: string): Step => step(nic(from), nic(to), set('name', from, to));
  const next = nextRecord(before, [rename('a', 'rename0'), rename('b', 'a'), rename('rename0', 'b')]);
  assert.deepEqual([next.links['a']?.set['mtu']?.before, next.links['b']?.set['mtu']?.before], [22, 11]);
});

test('Addresses that we made are remembered; those that we put back for others are not', () => {
  const ours = liveAddress('eth0', '10.0.0.1/24', { protocol: 78 });
  const theirs = liveAddress('eth0', '10.0.0.2/24');
  const next = nextRecord(EMPTY_RECORD, [step(null, ours), step(null, theirs, { source: null })]);
  assert.deepEqual(next.addresses, ['eth0 10.0.0.1/24 ']);
  assert.deepEqual(nextRecord(next, [step(ours, null)]).addresses, []);
});

test('Addresses of a link that goes are forgotten', () => {
  const before = record({ addresses: ['br0 10.0.0.1/24 '] });
  assert.deepEqual(nextRecord(before, [step(virtual('br0', 'bridge'), null)]).addresses, []);
});

test("Another's route that we change is kept as it was, until it goes back or away", () => {
  const theirs = liveRoute('10.7.0.0/16', 'eth0');
  const ours = { ...theirs, via: '10.0.0.9', protocol: 78 };
  const next = nextRecord(EMPTY_RECORD, [step(theirs, ours)]);
  assert.deepEqual(recordOwnership(next).replaced(ours), theirs);
  assert.deepEqual(nextRecord(next, [step(ours, { ...ours, mtu: 1400 })]).replaced, next.replaced);
  assert.deepEqual(nextRecord(next, [step(ours, theirs, { source: null })]).replaced, {});
  assert.deepEqual(nextRecord(next, [step(ours, null)]).replaced, {});
});

test('What others had comes back in the place of something of ours that has gone with an address: the place is theirs', () => {
  const ours: Item = {
    type: 'neighbor',
    link: 'eth0',
    family: 4,
    to: '10.0.0.8',
    macaddress: 'b',
    proxy: false,
    router: false,
    protocol: 78,
  };
  const theirs: Item = { ...ours, macaddress: 'a', protocol: 0 };
  const next = nextRecord(EMPTY_RECORD, [step(theirs, ours)]);
  assert.equal(next.neighbors.length, 1);
  const back = nextRecord(next, [step(null, theirs, { source: null })]);
  assert.deepEqual([back.neighbors, back.replaced], [[], {}]);
});

test('What left the configuration leaves the record once it is back; a link that is away is remembered', () => {
  const before = record({
    links: { ...changed(eth0, 'mtu', 1400).links, ...changed(nic('eth1'), 'mtu', 1400).links },
  });
  const next = nextRecord(before, [], new Map([['eth0', new Set(['alias'])]]));
  assert.deepEqual(Object.keys(next.links), ['eth1']);
  assert.deepEqual(nextRecord(before, [], new Map([['eth0', new Set(['mtu'])]])), before);
});

test('Before the first write everything counts as ours that is or is about to be', () => {
  const br0 = virtual('br0', 'bridge');
  const before = record({ ...made(br0), addresses: ['eth0 10.0.0.1/24 '] });
  const next = intendedRecord(before, [
    step(br0, null),
    step(null, virtual('br1', 'bridge')),
    step(liveAddress('eth0', '10.0.0.1/24'), null),
  ]);
  assert.deepEqual(Object.keys(next.links).sort(), ['br0', 'br1']);
  assert.deepEqual(next.addresses, ['eth0 10.0.0.1/24 ']);
});

test('Marks tell whose routes, rules and addresses are; no record is needed', () => {
  const { owns } = recordOwnership(EMPTY_RECORD);
  assert(owns(liveRoute('10.0.0.0/8', 'eth0', { protocol: 78 })) && !owns(liveRoute('10.0.0.0/8', 'eth0')));
  assert(owns(rule('10.0.0.0/8', { protocol: 78 })) && !owns(rule('10.0.0.0/8', { protocol: 0 })));
  assert(
    owns(liveAddress('eth0', '10.0.0.1/24', { protocol: 78 })) && !owns(liveAddress('eth0', '10.0.0.1/24')),
  );
});

test("An address with another's mark is not ours, whatever the record says", () => {
  const { owns } = recordOwnership(record({ addresses: ['eth0 10.0.0.1/24 '] }));
  assert(owns(liveAddress('eth0', '10.0.0.1/24')));
  assert(!owns(liveAddress('eth0', '10.0.0.1/24', { protocol: 5 })));
});

test('After a run the record learns the indexes, and drops what others deleted or made anew', () => {
  const br0 = virtual('br0', 'bridge', {}, { index: 7 });
  const before = record({ ...made(br0), addresses: ['br0 10.0.0.1/24 ', 'br0 10.0.0.2/24 '] });
  const now = machine({ links: [br0], addresses: [liveAddress('br0', '10.0.0.1/24')] });
  const next = withoutGone(before, now, worldOf(now));
  assert.equal(next.links['br0']?.index, 7);
  assert.deepEqual(next.addresses, ['br0 10.0.0.1/24 ']);
  const anew = machine({ links: [{ ...br0, index: 8 }] });
  assert.deepEqual(withoutGone(next, anew, worldOf(anew)).links, {});
});

test('Which routes are ours is no longer known once anything is done, until it is said anew', () => {
  const ours = [liveRoute('10.1.0.0/16', 'eth0', { protocol: 78 })];
  const known = withRoutes(EMPTY_RECORD, ours);
  assert.deepEqual(known.routes, ours);
  assert.equal(sameRecord(known, withRoutes(EMPTY_RECORD, [...ours])), true);
  assert.equal(sameRecord(known, EMPTY_RECORD), false);
  assert.deepEqual(nextRecord(known, [], { get: () => undefined }).routes, ours);
  const steps = [step(null, virtual('br0', 'bridge'))];
  for (const next of [nextRecord, intendedRecord]) assert.equal(next(known, steps).routes, undefined);
  assert.equal('routes' in withRoutes(known, undefined), false);
});

test('Very many routes of ours are not kept in the record', () => {
  const many = Array.from({ length: 2000 }, (_, i) => liveRoute(`10.${i >> 8}.${i & 255}.0/24`, 'eth0'));
  assert.equal(withRoutes(EMPTY_RECORD, many).routes, undefined);
});
