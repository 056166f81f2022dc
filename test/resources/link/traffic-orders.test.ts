import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Attributes } from '../../../src/model/index.ts';
import { handleOf } from '../../../src/model/language/qdiscs/handle.ts';
import { childrenValue, classesValue } from '../../../src/model/language/qdiscs/tree.ts';
import { RTM, TC_H } from '../../../src/netlink/index.ts';
import { qdisc } from '../../../src/resources/link/details/qdisc.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { isCall } from '../../../src/resources/room.ts';
import { runs } from '../../runs.ts';

/** A class, or a discipline: what it is in, its kind and number or rate. */
interface Thing {
  readonly parent: number;
  readonly kind: string;
  readonly said: number;
}

/** What the kernel has: disciplines by their places, and classes by their handles. */
interface Machine {
  readonly qdiscs: Map<number, Thing>;
  readonly classes: Map<number, Thing>;
}

type Message = Readonly<Record<string, unknown>>;

/** Does to the machine what the kernel does, and complains of what the kernel refuses. */
function carryOut(machine: Machine, type: number, value: Message): void {
  const [handle, parent] = [Number(value['handle'] ?? 0), Number(value['parent'] ?? 0)];
  const kind = String(value['kind']);
  const { qdiscs, classes } = machine;
  if (type === RTM.DELQDISC) {
    assert.ok(qdiscs.has(parent), 'ENOENT');
    dropQdisc(machine, parent);
  } else if (type === RTM.NEWQDISC) {
    const had = qdiscs.get(parent);
    assert.ok(parent === TC_H.ROOT || hasPlace(machine, parent), `no place ${parent}`);
    const taken = [...qdiscs].some(
      ([place, { said }]) => place !== parent && said === handle && handle !== 0,
    );
    assert.ok(!taken, 'the number is taken');
    assert.ok(had === undefined || handle === 0 || handle !== had.said || had.kind === kind, 'EINVAL');
    if (had?.kind === kind && (handle === 0 || handle === had.said)) return;
    dropQdisc(machine, parent);
    qdiscs.set(parent, { parent, kind, said: handle });
  } else if (type === RTM.DELTCLASS) {
    assert.ok(classes.has(handle), 'ENOENT');
    assert.ok(![...classes.values()].some((one) => one.parent === handle), 'EBUSY');
    dropQdisc(machine, handle);
    classes.delete(handle);
  } else {
    const had = classes.get(handle);
    const top = parent % 0x1_0000 === 0;
    assert.ok(
      [...qdiscs.values()].some((one) => one.said === Math.floor(handle / 0x1_0000) * 0x1_0000),
      'no qdisc',
    );
    if (!top) assert.ok(classes.has(parent), 'no parent');
    if (!top) dropQdisc(machine, parent);
    const { rate } = (value['options'] as { parms: { rate: { rate: number } } }).parms.rate;
    classes.set(handle, { parent: had?.parent ?? parent, kind, said: rate });
  }
}

const hasPlace = ({ classes, qdiscs }: Machine, parent: number): boolean => {
  const holder = [...qdiscs.values()].find((one) => one.said === Math.floor(parent / 0x1_0000) * 0x1_0000);
  if (holder?.kind === 'prio') return true;
  return classes.has(parent) && ![...classes.values()].some((one) => one.parent === parent);
};

/** With a discipline its classes go, and what is in them. */
function dropQdisc(machine: Machine, place: number): void {
  const one = machine.qdiscs.get(place);
  if (one === undefined) return;
  machine.qdiscs.delete(place);
  const isIn = (handle: number): boolean =>
    handle !== TC_H.ROOT && one.said !== 0 && Math.floor(handle / 0x1_0000) * 0x1_0000 === one.said;
  for (const id of [...machine.classes.keys()]) if (isIn(id)) machine.classes.delete(id);
  for (const at of [...machine.qdiscs.keys()]) if (isIn(at)) dropQdisc(machine, at);
}

function carryOutAll(machine: Machine, before: Attributes, after: Attributes): Machine {
  const changed = Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)),
  );
  const link = { type: 'link', name: 'eth0', kind: 'physical', attributes: after } as const;
  for (const order of qdisc.orders(link, before, changed, linkIndex([['eth0', 2]])))
    if (!isCall(order)) carryOut(machine, order.type, order.value as Message);
  return machine;
}

/** A tree: an htb with classes at two levels, and in some of them a plain queue, or a prio or htb with one more level. */
const trees: fc.Arbitrary<Attributes> = fc
  .record({
    root: fc.constantFrom(
      'htb handle 1:',
      'htb handle 1: r2q 5',
      'htb handle 2:',
      'prio handle 1:',
      'default',
    ),
    tops: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    leaves: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 4, max: 8 }),
        parent: fc.integer({ min: 0, max: 3 }),
        rate: fc.integer({ min: 1000, max: 1002 }),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
    queues: fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 1, max: 8 }),
        kind: fc.constantFrom('pfifo', 'pfifo limit 7', 'bfifo', 'prio', 'htb'),
        number: fc.integer({ min: 0x10, max: 0x12 }),
      }),
      { selector: ({ at }) => at, maxLength: 4 },
    ),
  })
  .map(({ root, tops, leaves, queues }) => {
    const major = root.includes('2:') ? 2 : 1;
    const isHtb = root.startsWith('htb');
    const options = { rate: 1000, ceil: 1000, burst: 1600, cburst: 1600 };
    const own = !isHtb
      ? []
      : [
          ...tops.map((id) => ({ id: handleOf(major, id), parent: handleOf(major), kind: 'htb', options })),
          ...leaves.map(({ id, parent, rate }) => ({
            id: handleOf(major, id),
            parent: handleOf(major, tops.includes(parent) ? parent : 0),
            kind: 'htb',
            options: { ...options, rate, ceil: rate },
          })),
        ];
    const inner = new Set(own.map(({ parent }) => parent));
    const places = isHtb
      ? own.flatMap(({ id }) => (inner.has(id) ? [] : [id]))
      : root === 'default'
        ? []
        : [1, 2, 3].map((band) => handleOf(major, band));
    const numbers = new Set<number>();
    const children = queues.flatMap(({ at, kind, number }) => {
      const parent = handleOf(major, at);
      const isNumbered = kind === 'prio' || kind === 'htb';
      if (!places.includes(parent) || (isNumbered && numbers.has(number))) return [];
      numbers.add(number);
      const [name = '', ...limit] = kind.split(' ');
      const said = isNumbered ? { handle: number } : limit.length > 0 ? { limit: 7 } : {};
      return [{ parent, qdisc: { kind: name, options: said as Readonly<Record<string, number>> } }];
    });
    const below = children.flatMap(
      ({
        qdisc: {
          kind,
          options: { handle = 0 },
        },
      }) => (kind === 'htb' ? [{ id: handleOf(handle, 1), parent: handleOf(handle), kind, options }] : []),
    );
    const deepest = below.map(({ id }) => ({ parent: id, qdisc: { kind: 'pfifo', options: {} } }));
    return {
      qdisc: root,
      classes: classesValue([...own, ...below]),
      qdiscs: childrenValue([...children, ...deepest]),
    };
  });

const shape = ({ qdiscs, classes }: Machine) =>
  [qdiscs, classes].map((things) =>
    [...things].map(([key, { parent, kind, said }]) => `${key} ${parent} ${kind} ${said}`).sort(),
  );

const EMPTY: Attributes = { qdisc: 'default', classes: [], qdiscs: [] };
const machine = (): Machine => ({ qdiscs: new Map(), classes: new Map() });

test('from any tree to any other one the messages are such that the kernel takes them, and has that tree then', () => {
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      const wanted = shape(carryOutAll(machine(), EMPTY, after));
      const had = carryOutAll(machine(), EMPTY, before);
      assert.deepEqual(shape(carryOutAll(had, before, after)), wanted);
      assert.deepEqual(shape(carryOutAll(had, after, EMPTY)), [[], []]);
    }),
    { numRuns: runs(500) },
  );
});

test('what stays is not sent again', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const link = { type: 'link', name: 'eth0', kind: 'physical', attributes: tree } as const;
      const { classes = [], qdiscs = [] } = tree;
      assert.deepEqual(qdisc.orders(link, tree, { classes, qdiscs }, linkIndex([['eth0', 2]])), []);
    }),
    { numRuns: runs(100) },
  );
});
