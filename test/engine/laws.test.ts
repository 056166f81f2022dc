import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { identity } from '../../src/engine/objects/identity.ts';
import { planInWorld } from '../../src/engine/plan/plan-in-world.ts';
import type { LinkRecord } from '../../src/engine/record/link-record.ts';
import { recordOwnership } from '../../src/engine/record/ownership.ts';
import { EMPTY_RECORD, nextRecord, type StateRecord } from '../../src/engine/record/record.ts';
import { resolve } from '../../src/engine/target/resolve.ts';
import type { Ownership, Target } from '../../src/engine/target/target.ts';
import { wayBack } from '../../src/engine/way-back/way-back.ts';
import { type Declaration, ITEM_TYPES, LISTS, type Plan, type Snapshot } from '../../src/model/index.ts';
import { KINDS } from '../../src/resources/link/kinds.ts';
import { linksNamedBy } from '../../src/resources/links-named.ts';
import { ROOMS } from '../../src/resources/rooms.ts';
import { snapshotOf, worldOf } from '../../src/resources/world.ts';
import { runs } from '../runs.ts';
import { assertPlain, canonical, comparable, isAutomatic, itemsOf } from './compare.ts';
import { declaration as declarations } from './declared-machine.ts';
import { machine as machines } from './live-machine.ts';
import { drawn, maybe, one } from './machine.ts';
import { declarable, declarationOf } from './self-portrait.ts';
import { simulate } from './simulate.ts';

/** The same machines each time, so that a change is judged by what it changed; LAWS_SEED and LAWS_RUNS go hunting for others. */
const RUNS = {
  seed: Number(process.env['LAWS_SEED'] ?? 78),
  numRuns: Number(process.env['LAWS_RUNS'] ?? runs(250)),
};

/** A record that owns some of the links, and remembers what some attributes were. */
const recordOf = (snapshot: Snapshot): fc.Arbitrary<StateRecord> =>
  drawn((draw) => {
    const links = snapshot.links.flatMap(({ name, kind, attributes }): [string, LinkRecord][] => {
      if (kind === 'loopback' || !maybe(draw, 60)) return [];
      if (KINDS.has(kind) && maybe(draw)) return [[name, { kind, created: true, set: {} }]];
      const ours = attributes['mtu'] ?? null;
      const set = { mtu: { ours, before: one(draw, 1500, 1400) }, state: { ours: 'up', before: 'down' } };
      return [[name, { kind, created: false, set }]];
    });
    return { ...EMPTY_RECORD, links: Object.fromEntries(links) };
  });

interface Case {
  readonly before: Snapshot;
  readonly declaration: Declaration;
  readonly record: StateRecord;
  readonly allowRecreate: boolean;
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(machines, declarations, fc.boolean())
  .chain(([before, declaration, allowRecreate]) =>
    recordOf(before).map((record) => ({ before, declaration, record, allowRecreate })),
  );

interface Planned {
  readonly plan: Plan;
  readonly after: Snapshot;
}

function planned(target: Target, before: Snapshot, ownership: Ownership, allowRecreate: boolean): Planned {
  const world = worldOf(before);
  const plan = planInWorld(target, world, ownership, { allowRecreate });
  return { plan, after: snapshotOf(world) };
}

const planCase = ({ before, declaration, record, allowRecreate }: Case): Planned =>
  planned(resolve(declaration, before).target, before, recordOwnership(record), allowRecreate);

/** Nothing is written while a problem stops: the laws are about plans that are carried out. */
const isCarriedOut = ({ plan }: Planned): boolean => !plan.problems.some((p) => p.stops === true);

const show = (plan: Plan): string[] =>
  plan.steps.map(
    (s) =>
      `${s.action} ${s.name} [${s.changes.map((c) => `${c.attribute}: ${c.before} -> ${c.after}`).join()}] (${s.reason})`,
  );

test('A machine that is as declared needs no step', () => {
  fc.assert(
    fc.property(machines.map(declarable), (before) => {
      const { target, problems } = resolve(declarationOf(before), before);
      assert.deepEqual(problems, []);
      const { plan } = planned(target, before, recordOwnership(EMPTY_RECORD), false);
      assert.deepEqual(show(plan), []);
    }),
    RUNS,
  );
});

test('After a plan there is nothing left to plan', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const first = planCase(given);
      fc.pre(isCarriedOut(first));
      const { target } = resolve(given.declaration, first.after);
      const declared = new Map<string, ReadonlySet<string>>([
        ...first.after.links.map(({ name }) => [name, new Set<string>()] as const),
        ...target.links.map(({ item }) => [item.name, new Set(Object.keys(item.attributes))] as const),
      ]);
      const record = nextRecord(given.record, first.plan.steps, declared);
      const second = planned(target, first.after, recordOwnership(record), given.allowRecreate);
      assert.deepEqual(show(second.plan), [], `after\n${show(first.plan).join('\n')}`);
      // What a plan with nothing to do announces is what is there: the record is tidied by it.
      assert.deepEqual(canonical(second.after), canonical(first.after));
    }),
    RUNS,
  );
});

test('The steps, carried out one by one in their order, lead to the state that the plan announces', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { plan, after } = planCase(given);
      fc.pre(isCarriedOut({ plan, after }));
      let simulated: Snapshot;
      try {
        const { links } = resolve(given.declaration, given.before).target;
        simulated = simulate(plan.steps, given.before, recordOwnership(given.record), links);
      } catch (error) {
        throw new Error(`${String(error)} in\n${show(plan).join('\n')}`);
      }
      assert.deepEqual(canonical(simulated), canonical(after), show(plan).join('\n'));
    }),
    RUNS,
  );
});

test('What belongs to others is still there afterwards, unless the plan says that it goes', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { plan, after } = planCase(given);
      fc.pre(isCarriedOut({ plan, after }));
      const { target } = resolve(given.declaration, given.before);
      const ownership = recordOwnership(given.record);
      // What is declared on a link that has to wait is left out with it, which is said of the link.
      const declared = new Set(
        ITEM_TYPES.flatMap((type) => target[LISTS[type]].map(({ item }) => identity(item))),
      );
      const renamed = new Set(target.renames.values());
      const changed = new Set(
        plan.steps.flatMap(({ action, before }) => (action === 'change' && before ? [before] : [])),
      );
      const left = new Set(itemsOf(after).map(identity));
      const said = [...plan.problems.map((p) => p.message), ...plan.steps.flatMap((s) => s.notes)].join('\n');
      for (const item of itemsOf(given.before)) {
        const id = identity(item);
        const onRenamed = linksNamedBy(item).some((link) => renamed.has(link));
        if (declared.has(id) || ownership.owns(item) || isAutomatic(item) || left.has(id) || onRenamed)
          continue;
        if (changed.has(item) || (item.type === 'link' && renamed.has(item.name))) continue;
        const name = item.type === 'link' ? item.name : ROOMS[item.type].name(item);
        assert(said.includes(name), `${name} is gone without a word in\n${show(plan).join('\n')}\n${said}`);
      }
    }),
    RUNS,
  );
});

test('The way back from a plan leads to the state before it', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { plan, after } = planCase({ ...given, allowRecreate: false });
      fc.pre(isCarriedOut({ plan, after }));
      const { target, ownership } = wayBack(plan.steps, given.before, after);
      const back = planned(target, after, ownership, true);
      comparable(
        given.before,
        back.after,
        `${show(plan).join('\n')}\nand back\n${show(back.plan).join('\n')}`,
      );
      const again = wayBack(plan.steps, given.before, back.after);
      assert.deepEqual(show(planned(again.target, back.after, again.ownership, true).plan), []);
      simulate(back.plan.steps, after);
    }),
    RUNS,
  );
});

test('A plan that stopped anywhere has a way back, too', () => {
  fc.assert(
    fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
      const { plan, after } = planCase({ ...given, allowRecreate: false });
      fc.pre(isCarriedOut({ plan, after }));
      const now = simulate(plan.steps.slice(0, Math.floor(part * plan.steps.length)), given.before);
      const { target, ownership } = wayBack(plan.steps, given.before, now);
      const back = planned(target, now, ownership, true);
      comparable(
        given.before,
        back.after,
        `${show(plan).join('\n')}\nand back\n${show(back.plan).join('\n')}`,
      );
    }),
    RUNS,
  );
});

test('Plans are plain data', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { plan } = planCase(given);
      assertPlain(plan, 'plan');
    }),
    RUNS,
  );
});

test('A plan depends on nothing but what it is given, and changes none of it', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const copy = structuredClone(given);
      const first = planCase(given);
      assert.deepEqual(given, copy);
      assert.deepEqual(planCase(copy), first);
    }),
    RUNS,
  );
});
