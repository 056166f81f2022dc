import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fibOf } from '../../../src/engine/fib/fib.ts';
import type { Session } from '../../../src/engine/fib/session.ts';
import { endangered } from '../../../src/engine/guard/endangered.ts';
import { remotesOf } from '../../../src/engine/guard/tunnel-ends.ts';
import { turning } from '../../../src/engine/guard/ways.ts';
import { foresee } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import type { Item, Snapshot, Step } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { runs } from '../../runs.ts';
import { declaration as declarations } from '../declared-machine.ts';
import { machine as machines } from '../live-machine.ts';
import { address, nic, route, rule } from '../samples.ts';

const step = (action: Step['action'], item: Item): Step => ({
  ...{ action, kind: item.type, key: '', name: '', changes: [], reason: '', source: null, notes: [] },
  before: action === 'create' ? null : item,
  after: action === 'remove' ? null : item,
});

test('Routes and new addresses turn the ways to the addresses in their networks', () => {
  const turns = turning(['198.51.100.7', '2001:db8::7']);
  for (const action of ['create', 'change', 'remove'] as const) {
    for (const to of ['0.0.0.0/0', '198.51.0.0/16', '198.51.100.7/32', '2001:db8::/64'])
      assert.equal(turns(step(action, route(to, 'eth0'))), true, to);
    for (const to of ['198.51.0.0/24', '198.51.100.8/32', '2001:db8:1::/64'])
      assert.equal(turns(step(action, route(to, 'eth0'))), false, to);
  }
  assert.equal(turns(step('create', address('eth0', '198.51.100.1/24'))), true);
  assert.equal(turns(step('create', address('eth0', '198.51.99.1/24', { peer: '198.51.100.1' }))), true);
  assert.equal(turns(step('create', address('eth0', '198.51.99.1/24'))), false);
});

test('An address that goes, a rule, and a link that changes could turn any; a new link turns none', () => {
  const turns = turning(['198.51.100.7']);
  assert.equal(turns(step('remove', address('eth0', '192.0.2.1/24'))), true);
  for (const action of ['create', 'remove'] as const)
    assert.equal(turns(step(action, rule('10.0.0.1'))), true);
  assert.equal(turns(step('change', nic('eth0'))), true);
  assert.equal(turns(step('create', nic('eth0'))), false);
});

/** Sessions from each address of the machine to some others, over the ways that it has. */
function sessionsOf(whole: Snapshot): readonly Session[] {
  const lookup = fibOf(worldOf(whole));
  return whole.addresses.flatMap(({ family, address: local }) =>
    (family === 4 ? ['10.0.0.9', '10.1.2.3', '203.0.113.9'] : ['2001:db8::9', '2001:db8:9::9']).map(
      (remote) => {
        const session = {
          ...{ family, mark: 0 },
          ...{ local: { address: local, port: 22 }, remote: { address: remote, port: 50_000 } },
        };
        const { paths, route: found } = lookup(session);
        const [path] = paths;
        return path === undefined ? session : { ...session, path: { ...path, table: found?.table ?? 254 } };
      },
    ),
  );
}

const RUNS = {
  seed: Number(process.env['LAWS_SEED'] ?? 78),
  numRuns: Number(process.env['LAWS_RUNS'] ?? runs(500)),
};

test("A plan that turns no way endangers the same sessions, whether or not others' routes are known", () => {
  let held = 0;
  fc.assert(
    fc.property(machines, declarations, fc.boolean(), (whole, drawn, leaves) => {
      // Half of the time nothing is declared of links that are there: what is left comes beside these, mostly.
      const there = new Set(whole.links.map(({ name }) => name));
      const links = leaves ? drawn.links.filter(({ id }) => !there.has(id)) : drawn.links;
      const given = { ...drawn, links };
      const own = { ...whole, routes: whole.routes.filter(({ protocol }) => protocol === 78) };
      const all = sessionsOf(whole);
      const found = (snapshot: Snapshot): readonly (readonly [string, string])[] | undefined => {
        const { plan, after } = foresee(given, whole, EMPTY_RECORD, { allowRecreate: false });
        const ends = [...all.map(({ remote }) => remote.address), ...whole.links.flatMap(remotesOf)];
        if (plan.steps.some(turning(ends))) return undefined;
        const seen =
          snapshot === whole ? after : foresee(given, snapshot, EMPTY_RECORD, { allowRecreate: false }).after;
        return endangered(all, plan.steps, snapshot, seen).map(({ session, text }) => [
          session.remote.address,
          text,
        ]);
      };
      const expected = found(whole);
      if (expected === undefined) return;
      held += 1;
      assert.deepEqual(found(own), expected);
    }),
    RUNS,
  );
  assert.ok(held > RUNS.numRuns / 50);
});
