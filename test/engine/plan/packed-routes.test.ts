import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planDeclaration } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import {
  type Declaration,
  isRun,
  partsOf,
  type Route,
  type Snapshot,
  type Step,
} from '../../../src/model/index.ts';
import { route as message, RTM, Writer } from '../../../src/netlink/index.ts';
import { planText } from '../../../src/render/plan-text.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { newTexts, readRoute } from '../../../src/resources/route/observe.ts';
import { pack } from '../../../src/resources/route/pack.ts';
import { routes as room } from '../../../src/resources/route/route.ts';
import { noteOthers, nothingSeen, seer } from '../../../src/resources/route/see-packed.ts';
import { usualReader } from '../../../src/resources/route/usual-live.ts';
import { wholeSnapshot } from '../../../src/resources/route/whole-snapshot.ts';
import { drawn, maybe, one, several } from '../machine.ts';
import { declaration, declared, liveAddress, liveRoute, machine, nic, route } from '../samples.ts';

const LINKS = ['eth0', 'eth1'].map((name) => nic(name));
const ADDRESSES = [liveAddress('eth0', '10.0.0.1/24'), liveAddress('eth1', '10.1.0.1/24')];
const index = () =>
  linkIndex([
    ['eth0', 2],
    ['eth1', 3],
  ]);

interface Case {
  readonly declared: readonly Route[];
  readonly live: readonly Route[];
}

/** Few destinations, so that routes meet; some usual, some not. */
const cases: fc.Arbitrary<Case> = drawn((draw): Case => {
  const any = (): Route => {
    const link = one(draw, 'eth0', 'eth1');
    const shape = draw(8);
    return route(`10.9.${draw(4)}.0/${one(draw, 24, 25)}`, link, {
      metric: one(draw, 0, 0, 7),
      table: one(draw, 254, 254, 100),
      ...(shape !== 7 && { via: one(draw, '10.0.0.9', '10.0.0.8') }),
      ...(shape === 6 && { mtu: 1400 }),
      ...(shape === 5 && { onLink: true }),
    });
  };
  const all = several(draw, 9, any);
  const unique = new Map(all.map((one) => [room.key(one), one]));
  const said = [...unique.values()];
  const there = said.flatMap((wish): Route[] => {
    if (maybe(draw, 30)) return [];
    const live = liveRoute(wish.to, wish.link ?? null, { ...wish, protocol: one(draw, 78, 78, 78, 4) });
    const others = maybe(draw, 20) ? [{ ...live, via: '10.0.0.7', protocol: one(draw, 78, 12) }] : [];
    return maybe(draw) ? [live, ...others] : [...others, live];
  });
  const more = several(draw, 3, any).map((wish) => room.normal({ ...wish, protocol: one(draw, 78, 4) }));
  return { declared: said, live: [...there, ...more] };
});

/** The snapshot as a look with packed routes has it: from the messages that the kernel would send. */
function seen(given: Declaration, live: readonly Route[]): Snapshot {
  const packed = pack(given.routes);
  if (packed === undefined) return machine({ links: LINKS, addresses: ADDRESSES, routes: live });
  const found = nothingSeen(packed, packed.devices);
  const read = usualReader(index(), newTexts(), seer(found, index()));
  const routes = live.flatMap((one) => {
    const w = new Writer();
    for (const { value = {} } of room.requests(created(one), index()) as { value?: object }[])
      message.write(w, RTM.NEWROUTE, 0, 1, value);
    const quick = read(w, 16, w.at);
    return (
      (quick === undefined ? readRoute(new message.View().at(w, 16, w.at), index(), newTexts()) : quick) ?? []
    );
  });
  if (!noteOthers(found, routes)) return machine({ links: LINKS, addresses: ADDRESSES, routes: live });
  return { ...machine({ links: LINKS, addresses: ADDRESSES, routes }), packed: found };
}

const created = (after: Route): Step => ({
  ...{ action: 'create', kind: 'route', key: '', name: '', before: null, after, changes: [] },
  ...{ reason: '', source: null, notes: [] },
});

const planOf = (given: Declaration, snapshot: Snapshot) =>
  planDeclaration(given, snapshot, EMPTY_RECORD, { allowRecreate: false });

/** What is said of steps that are no objects is what the objects say. */
function assertTitled(steps: readonly Step[]): void {
  for (const part of partsOf(steps)) {
    if (!isRun(part)) continue;
    part.numbers.forEach((number) => {
      const { name, source } = part.stepOf(number);
      assert.deepEqual(part.titleOf(number), { name, source });
    });
  }
}

const sorted = (steps: Iterable<Step>): string[] => [...steps].map((step) => JSON.stringify(step)).sort();

const LINKS_SAID = [declared('eth0'), declared('eth1')];

test('A plan is the same whether routes that are as declared are packed or objects', () => {
  fc.assert(
    fc.property(cases, ({ declared: routes, live }) => {
      const given = declaration({ links: LINKS_SAID, routes });
      const snapshot = seen(given, live);
      const whole = wholeSnapshot(snapshot);
      const [packed, general] = [planOf(given, snapshot), planOf(given, whole)];
      assert.deepEqual(sorted(packed.steps), sorted(general.steps));
      assertTitled(packed.steps);
      assert.deepEqual(packed.problems, general.problems);
      assert.equal(planText({ ...packed, steps: [...packed.steps] }, 1), planText(packed, 1));
      assert.deepEqual(
        new Set(whole.routes.map((one) => JSON.stringify(one))),
        new Set(live.map((one) => JSON.stringify(one))),
      );
    }),
    { seed: 78, numRuns: 500 },
  );
});

test('Routes that are as declared are no objects of a look', () => {
  const routes = [
    route('10.9.0.0/24', 'eth0', { via: '10.0.0.9' }),
    route('10.9.1.0/24', 'eth1', { via: '10.1.0.9' }),
  ];
  const live = routes.map((one) => room.normal({ ...one, protocol: 78 }));
  const snapshot = seen(declaration({ links: LINKS_SAID, routes }), live);
  assert.deepEqual(snapshot.routes, []);
  assert.deepEqual(wholeSnapshot(snapshot).routes, live);
});

test('A dump that begins anew is seen from its beginning', () => {
  const wish = route('10.9.0.0/24', 'eth0', { via: '10.0.0.9' });
  const packed = pack(declaration({ routes: [wish] }).routes);
  assert.ok(packed);
  const found = nothingSeen(packed, packed.devices);
  const { started } = seer(found, index());
  found.states.fill(1);
  started?.();
  assert.deepEqual([...found.states], [0]);
});
