import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type TakenAlong, takenAlong } from '../../../src/engine/look/taken-along.ts';
import { foresee } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { wayBack } from '../../../src/engine/way-back/way-back.ts';
import type { Declaration, Route, Snapshot, Step } from '../../../src/model/index.ts';
import { linksOf } from '../../../src/resources/route/paths.ts';
import { runs } from '../../runs.ts';
import { declaration as declarations } from '../declared-machine.ts';
import { machine as machines } from '../live-machine.ts';
import { address, declaration, declared, liveRoute, machine, nic, pair, virtual } from '../samples.ts';

const OPTIONS = { allowRecreate: false };
const NOTHING: TakenAlong = { links: new Set(), sources: new Set() };

/** Ours, those that come and go by themselves, those to a declared destination and those without a gateway are looked at in any case. */
function isNear(route: Route, { routes }: Declaration): boolean {
  const { protocol = 0, via, nexthops, to } = route;
  const address = (text: string): string => text.slice(0, text.indexOf('/'));
  return (
    [1, 2, 9, 16, 78].includes(protocol) ||
    routes.some(({ item }) => address(item.to) === address(to)) ||
    (via === null && nexthops === undefined)
  );
}

/** The machine as it is seen when only those routes are looked at. */
function seen(whole: Snapshot, declaration: Declaration, { links, sources }: TakenAlong): Snapshot {
  const routes = whole.routes.filter(
    (route) =>
      isNear(route, declaration) ||
      linksOf(route).some((link) => links.has(link)) ||
      (route.from != null && sources.has(route.from)),
  );
  return { ...whole, routes };
}

/** Looks and plans until nothing is asked for that was not looked at. */
function lookAndPlan(whole: Snapshot, given: Declaration) {
  let along = NOTHING;
  for (;;) {
    const snapshot = seen(whole, given, along);
    const { plan, after } = foresee(given, snapshot, EMPTY_RECORD, OPTIONS);
    const asked = takenAlong(plan, after, snapshot);
    const links = new Set([...along.links, ...asked.links]);
    const sources = new Set([...along.sources, ...asked.sources]);
    if (links.size === along.links.size && sources.size === along.sources.size) return { snapshot, plan };
    along = { links, sources };
  }
}

const show = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ action, name, changes, reason, notes }) =>
    JSON.stringify([action, name, changes, reason, notes]),
  );

const RUNS = {
  seed: Number(process.env['LAWS_SEED'] ?? 78),
  numRuns: Number(process.env['LAWS_RUNS'] ?? runs(500)),
};

test("What others' routes could go with is enough to look at: the plan is the same, and so is the way back", () => {
  fc.assert(
    fc.property(machines, declarations, (whole, given) => {
      const { snapshot, plan } = lookAndPlan(whole, given);
      const all = foresee(given, whole, EMPTY_RECORD, OPTIONS).plan;
      assert.deepEqual(show(plan.steps), show(all.steps));
      assert.deepEqual(plan.problems, all.problems);
      const back = (from: Snapshot): readonly Route[] =>
        wayBack(plan.steps, from, whole).target.routes.map(({ item }) => item);
      assert.deepEqual(back(snapshot), back(whole));
    }),
    RUNS,
  );
});

const bird = (to: string, link: string): Route => liveRoute(to, link, { via: '10.0.0.9', protocol: 12 });

test('Routes over links that have nothing to do with those of the steps are not looked at', () => {
  const [va, vb] = pair('va', 'vb');
  const links = [nic('eth0'), nic('eth1'), virtual('eth1.5', 'vlan', { link: 'eth1' }), va, vb].map(
    (link, i) => ({ ...link, index: i + 1 }),
  );
  const routes = ['eth0', 'eth1', 'eth1.5', 'va', 'vb'].map((link, i) => bird(`10.${i + 1}.0.0/16`, link));
  const addresses = ['eth0', 'eth1'].map((link, i) => address(link, `10.0.0.${i + 1}/24`));
  const whole = machine({ links, routes, addresses });
  const seenWith = (id: string): readonly unknown[] =>
    lookAndPlan(whole, declaration({ links: [declared(id, 'physical', { mtu: 1400 })] })).snapshot.routes.map(
      ({ link }) => link,
    );
  assert.deepEqual(seenWith('eth0'), ['eth0']);
  assert.deepEqual(seenWith('eth1'), ['eth1', 'eth1.5']);
});
