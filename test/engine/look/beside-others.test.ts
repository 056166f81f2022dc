import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { madeBesideOthers } from '../../../src/engine/look/beside-others.ts';
import { foresee, planTarget } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { wayBack } from '../../../src/engine/way-back/way-back.ts';
import type { Declaration, Link, Snapshot, Step } from '../../../src/model/index.ts';
import { routes as room } from '../../../src/resources/route/route.ts';
import { runs } from '../../runs.ts';
import { declaration as declarations } from '../declared-machine.ts';
import { machine as machines } from '../live-machine.ts';
import {
  address,
  declaration,
  declared,
  liveRoute,
  machine,
  nic,
  route,
  type Said,
  virtual,
} from '../samples.ts';
import { simulate } from '../simulate.ts';

const OPTIONS = { allowRecreate: false };

/** The machine without others' IPv4 routes. */
const sparing = (whole: Snapshot): Snapshot => ({
  ...whole,
  routes: whole.routes.filter(({ family, protocol }) => family === 6 || protocol === 78),
});

const show = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ action, name, changes, reason, notes }) =>
    JSON.stringify([action, name, changes, reason, notes]),
  );

/** Half of what is declared of links that are there is left out: what is left is to come beside these, mostly. */
function beside({ links, addresses, routes, ...rest }: Declaration, whole: Snapshot): Declaration {
  const there = new Set(whole.links.map(({ name }) => name));
  return { ...rest, links: links.filter(({ id }) => !there.has(id)), addresses, routes };
}

const RUNS = {
  seed: Number(process.env['LAWS_SEED'] ?? 78),
  numRuns: Number(process.env['LAWS_RUNS'] ?? runs(500)),
};

test("Where nothing is in the place of a route that is made, others' IPv4 routes change neither the plan nor the way back", () => {
  let held = 0;
  fc.assert(
    fc.property(machines, declarations, fc.boolean(), (whole, drawn, leaves) => {
      const given = leaves ? beside(drawn, whole) : drawn;
      const snapshot = sparing(whole);
      const foreseen = foresee(given, snapshot, EMPTY_RECORD, OPTIONS);
      const made = madeBesideOthers(foreseen, snapshot);
      const taken = new Set(whole.routes.map(room.key));
      if (made === undefined || made.some((one) => taken.has(room.key(one)))) return;
      held += 1;
      const { plan } = foreseen;
      const all = foresee(given, whole, EMPTY_RECORD, OPTIONS).plan;
      assert.deepEqual(show(plan.steps), show(all.steps));
      assert.deepEqual(plan.problems, all.problems);
      const now = simulate(plan.steps, whole);
      const back = (before: Snapshot): readonly string[] => {
        const { target, ownership } = wayBack(plan.steps, before, now);
        return show(planTarget(target, now, ownership, OPTIONS).steps);
      };
      assert.deepEqual(back(snapshot), back(whole));
    }),
    RUNS,
  );
  assert.ok(held > RUNS.numRuns / 50);
});

/** A machine with one NIC that has an address, and one that has none. */
const MACHINE = machine({
  links: [nic('eth0'), nic('eth1')],
  addresses: [address('eth0', '10.0.0.1/24')],
});

const NICS = [declared('eth0'), declared('eth1')];

const madeOn = (given: Said, whole = MACHINE): readonly string[] | undefined => {
  const foreseen = foresee(declaration({ links: NICS, ...given }), whole, EMPTY_RECORD, OPTIONS);
  return madeBesideOthers(foreseen, whole)?.map(({ to }) => to);
};

test('Routes that are made are told, of IPv4 only; one of ours that goes is not', () => {
  const routes = [route('192.0.2.0/24', 'eth0'), route('2001:db8::/32', 'eth0')];
  assert.deepEqual(madeOn({ routes }), ['192.0.2.0/24']);
  const ours = { ...MACHINE, routes: [liveRoute('198.51.100.0/24', 'eth0', { protocol: 78 })] };
  assert.deepEqual(madeOn({ routes }, ours), ['192.0.2.0/24']);
  assert.deepEqual(madeOn({}, ours), []);
});

test('The only IPv4 address of a link that is there takes more to be known, as does one that another link has', () => {
  const withAddress = (link: string, text: string) => madeOn({ addresses: [address(link, text)] });
  assert.deepEqual(withAddress('eth0', '10.1.0.1/24'), []);
  assert.deepEqual(withAddress('eth1', '2001:db8::1/64'), []);
  assert.equal(withAddress('eth1', '10.1.0.1/24'), undefined);
  assert.equal(withAddress('eth1', '10.0.0.1/24'), undefined);
});

test('A new link takes more to be known when it becomes the port of one that is there', () => {
  const bridge = { ...MACHINE, links: [...MACHINE.links, virtual('br0', 'bridge')] };
  assert.deepEqual(madeOn({ links: [declared('dummy0', 'dummy')] }, bridge), []);
  assert.equal(madeOn({ links: [declared('dummy0', 'dummy', { master: 'br0' })] }, bridge), undefined);
});

test('A link that is down can be changed, one below a link that is up takes more to be known', () => {
  const changed = (...more: readonly Link[]) =>
    madeOn(
      { links: [declared('eth2', 'physical', { state: 'up' })], addresses: [address('eth2', '10.2.0.1/24')] },
      { ...MACHINE, links: [...MACHINE.links, nic('eth2', { state: 'down' }), ...more] },
    );
  assert.deepEqual(changed(), []);
  assert.equal(changed(virtual('eth2.5', 'vlan', { state: 'up', link: 'eth2' })), undefined);
});

test('A route that is changed, a link that is changed, and a complaint take more to be known', () => {
  const there = { ...MACHINE, routes: [liveRoute('192.0.2.0/24', 'eth1', { protocol: 78 })] };
  assert.equal(madeOn({ routes: [route('192.0.2.0/24', 'eth0')] }, there), undefined);
  assert.equal(madeOn({ links: [declared('eth0', 'physical', { mtu: 1400 })] }), undefined);
  const unsourced = route('192.0.2.0/24', 'eth0', { from: '10.9.9.9' });
  assert.equal(madeOn({ routes: [unsourced] }), undefined);
});
