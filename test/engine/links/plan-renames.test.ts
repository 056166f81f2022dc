import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRenames } from '../../../src/engine/links/plan-renames.ts';
import { planTarget } from '../../../src/engine/plan/plan.ts';
import { recordOwnership } from '../../../src/engine/record/ownership.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import type { Ownership } from '../../../src/engine/target/target.ts';
import type { Link } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import {
  codes,
  liveAddress,
  liveRoute,
  machine,
  nic,
  rule,
  short,
  target,
  virtual,
  wanted,
} from '../samples.ts';

/** `renames`: wanted name to present name. */
function renamed(links: readonly Link[], renames: Record<string, string>) {
  const world = worldOf(machine({ links }));
  const all = target({
    links: Object.keys(renames).map((name) =>
      wanted(nic(name), { places: { 'set-name': { file: 'a', line: 7, column: 3 } } }),
    ),
    renames: new Map(Object.entries(renames)),
  });
  const { steps, problems } = planRenames(all, world);
  return {
    said: steps.map((s) => s.changes.map((c) => `${c.before} -> ${c.after}`).join()),
    steps,
    problems,
    names: [...world.links.keys()].sort(),
  };
}

test('A free name is simply given', () => {
  const { said, steps } = renamed([nic('eth0')], { lan0: 'eth0' });
  assert.deepEqual(said, ['eth0 -> lan0']);
  assert.equal(steps[0]?.changes[0]?.source?.line, 7);
});

test('A name that another link is about to leave is waited for', () => {
  const links = [nic('a'), nic('b'), nic('c')];
  assert.deepEqual(renamed(links, { b: 'a', c: 'b', d: 'c' }).said, ['c -> d', 'b -> c', 'a -> b']);
});

test('Two links swap their names over a temporary one', () => {
  const { said, names } = renamed([nic('eth0'), nic('eth1')], { eth0: 'eth1', eth1: 'eth0' });
  assert.deepEqual(said, ['eth1 -> rename0', 'eth0 -> eth1', 'rename0 -> eth0']);
  assert.deepEqual(names, ['eth0', 'eth1']);
});

test('A longer ring needs one temporary name, two rings one each in turn', () => {
  const ring = renamed([nic('a'), nic('b'), nic('c')], { b: 'a', c: 'b', a: 'c' });
  assert.deepEqual(ring.said.length, 4);
  assert.deepEqual(ring.names, ['a', 'b', 'c']);
  const two = renamed([nic('a'), nic('b'), nic('c'), nic('d')], { b: 'a', a: 'b', c: 'd', d: 'c' });
  assert.equal(two.said.filter((text) => text.endsWith('rename0')).length, 2);
  assert.deepEqual(two.problems, []);
});

test('A temporary name is one that no link has, not even beside its own', () => {
  const other = nic('x', { 'alternative-names': ['rename1'] });
  const { said } = renamed([nic('a'), nic('b'), nic('rename0'), other], { a: 'b', b: 'a' });
  assert(said[0]?.endsWith('-> rename2'), said[0]);
});

test('A name that somebody else has stops the run, for all that wait for it', () => {
  const { said, problems } = renamed([nic('a'), nic('b'), nic('c')], { b: 'a', c: 'b' });
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['name-taken', 'name-taken']);
  assert(problems.every((p) => p.stops === true && p.source?.line === 7));
});

test('An alternative name of another link is taken away there first', () => {
  const { steps, problems } = renamed([nic('a'), nic('b', { 'alternative-names': ['lan0', 'x'] })], {
    lan0: 'a',
  });
  assert.deepEqual(codes(problems), []);
  assert.deepEqual(
    steps.map(({ key, reason, changes }) => [key, reason, changes[0]?.after, changes[0]?.source?.line]),
    [
      ['b', 'lan0 becomes the name of a', ['x'], 7],
      ['lan0', 'declared', 'lan0', 7],
    ],
  );
});

test("A link's own alternative name becomes its name, and is no alternative one any more", () => {
  const world = worldOf(
    machine({ links: [nic('eth0', { 'alternative-names': ['lan0', 'nic'] }, { facts: { driver: 'igb' } })] }),
  );
  const { problems } = planRenames(target({ renames: new Map([['lan0', 'eth0']]) }), world);
  assert.deepEqual(problems, []);
  assert.deepEqual(world.links.get('lan0')?.facts, { driver: 'igb' });
  assert.deepEqual(world.links.get('lan0')?.attributes['alternative-names'], ['nic']);
});

test('What names a link goes on naming it', () => {
  const links = [
    nic('eth0', { master: 'br0' }),
    virtual('br0', 'bridge'),
    virtual('mv0', 'macvlan', { link: 'eth0' }),
  ];
  const world = worldOf(
    machine({
      links,
      addresses: [
        liveAddress('eth0', '10.0.0.1/24', { label: 'eth0:a' }),
        liveAddress('eth0', '10.0.1.1/24', { label: 'eth0:b' }),
      ],
      routes: [
        liveRoute('10.7.0.0/16', 'eth0'),
        liveRoute('10.8.0.0/16', null, { nexthops: [{ via: null, link: 'eth0', weight: 1, onLink: false }] }),
      ],
      rules: [rule('10.0.0.0/8', { iif: 'eth0' })],
    }),
  );
  planRenames(target({ renames: new Map([['lan0', 'eth0']]) }), world);
  assert.equal(world.links.get('mv0')?.attributes['link'], 'lan0');
  // The kernel gives the first label anew and keeps what follows the colon of later ones.
  assert.deepEqual(
    [...world.addresses.values()].map((a) => [a.link, a.label]),
    [
      ['lan0', 'lan0'],
      ['lan0', 'lan0:b'],
    ],
  );
  assert.deepEqual(
    [...world.routes.values()].map((r) => r.link ?? r.nexthops?.[0]?.link),
    ['lan0', 'lan0'],
  );
  assert.equal([...world.rules.values()][0]?.iif, 'eth0');
});

test('A thousand links that all change their names are no trouble', () => {
  const links = Array.from({ length: 1000 }, (_, i) => nic(`eth${i}`));
  const { said } = renamed(
    links,
    Object.fromEntries(links.map(({ name }, i) => [`eth${(i + 1) % 1000}`, name])),
  );
  assert.equal(said.length, 1001);
});

test('A link of ours that nobody wants goes before its name goes to another, unless something stands on it', () => {
  const uplink = nic('p0', { state: 'up' });
  const bridge = virtual('eth0', 'bridge', { state: 'up' });
  const steps = (links: readonly Link[]): readonly string[] => {
    const ownership: Ownership = { ...recordOwnership(EMPTY_RECORD), owns: ({ type }) => type === 'link' };
    const all = target({ renames: new Map([['eth0', 'p0']]) });
    return planTarget(all, machine({ links }), ownership, { allowRecreate: false }).steps.map(short);
  };
  assert.deepEqual(steps([uplink, bridge]).slice(0, 2), [
    'remove bridge eth0',
    'change link eth0, name p0 -> eth0',
  ]);
  const vlan = virtual('eth0.5', 'vlan', { link: 'eth0', 'vlan.id': 5 });
  assert.ok(!steps([uplink, bridge, vlan]).some((step) => step.includes('name')));
});

test("A step says the renaming in a person's words", () => {
  const { steps } = renamed([nic('eth0')], { lan0: 'eth0' });
  assert.deepEqual(steps.map(short), ['change link lan0, name eth0 -> lan0']);
});

test('A kernel that renames no link that is up takes it down: what that flushes comes back under the new names', () => {
  const live = machine({
    links: [nic('eth0'), nic('eth1'), nic('eth2', { state: 'down' })],
    routes: [liveRoute('203.0.113.0/24', 'eth0', { protocol: 12 })],
    addresses: [liveAddress('eth1', '2001:db8::1/64')],
  });
  const all = target({
    renames: new Map([
      ['eth0', 'eth1'],
      ['eth1', 'eth0'],
      ['lan0', 'eth2'],
    ]),
  });
  const here = { id: () => undefined, boot: () => new Uint8Array(), renamesLive: () => false };
  const ownership = recordOwnership(EMPTY_RECORD);
  const { steps } = planTarget(all, live, ownership, { allowRecreate: false, machine: here });
  assert.deepEqual(
    steps.map((s) => [s.name, s.changes.some((c) => c.down === true), s.reason]),
    [
      ['link rename0', true, 'no longer declared'],
      ['link eth1', true, 'no longer declared'],
      ['link eth0', true, 'no longer declared'],
      ['link lan0', false, 'no longer declared'],
      ['address 2001:db8::1/64 dev eth0', false, 'lost when rename0 goes down'],
      ['route 203.0.113.0/24 dev eth1', false, 'lost when eth1 goes down'],
    ],
  );
});
