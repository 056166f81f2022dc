import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { configure } from '../../src/config/configure.ts';
import { readRoutesOf } from '../../src/model/declared-routes.ts';
import { runs } from '../runs.ts';

const RUNS = runs(24);

/** Enough to be read by the row. */
const COUNT = 1100;

const HEAD = (mark: string): string[] => [
  `#${mark}a tab is for the yaml package`,
  'network:',
  '  version: 2',
  '  bridges:',
  '    br0:',
  '      addresses: [10.64.0.1/16]',
];

const usual = (i: number): string =>
  `        - to: 16.${i >> 8}.${i & 255}.0/24\n          via: 10.64.0.${2 + (i % 3)}`;

/** What else may stand in a list of routes: right, wrong, and merely written otherwise. */
const ODD: readonly ((i: number) => string)[] = [
  (i) => `        - {to: 17.0.${i & 255}.0/24, via: 10.64.0.9}`,
  (i) => `        - {via: 10.64.0.9, to: 17.1.${i & 255}.0/24}`,
  (i) => `        - to: "17.2.${i & 255}.0/24"\n          via: '10.64.0.9'`,
  (i) => `        - to: 17.3.${i & 255}.0/24\n          via: 10.64.0.9\n          metric: ${i}`,
  (i) =>
    `        - to: 17.4.${i & 255}.0/24\n          metric: 7\n          via: 10.64.0.9\n          table: 100`,
  (i) => `        - to: 17.5.${i & 255}.0/24 # what it is for\n          via: 10.64.0.9`,
  (i) => `        # what it is for\n        - to: 17.6.${i & 255}.0/24\n\n          via: 10.64.0.9`,
  (i) => `        - to: 17.7.${i & 255}.1\n          via: 10.64.0.9`,
  (i) => `        - to: 17.8.${i & 255}.0/24\n          via: 10.64.0.9\n          mtu: 1400`,
  (i) => `        - to: 2001:db8:${i.toString(16)}::/48\n          via: 2001:db8::1`,
  (i) => `        - to: 17.11.${i & 255}.0/24\n          via: 10.64.0.9\n          table: default`,
  () => '        - to: default\n          via: 10.64.0.9',
  () => '        - to: 0.0.0.0/0\n          via: 10.64.0.9',
  (i) => `        -   to: 17.9.${i & 255}.0/24\n            via: 10.64.0.9`,
  (i) => `        - to: 17.10.${i & 255}.0/24\n          scope: link`,
];
const WRONG: readonly ((i: number) => string)[] = [
  (i) => `        - to: 18.0.${i & 255}.1/24\n          via: 10.64.0.9`,
  (i) => `        - to: 18.1.${i & 255}.0/33\n          via: 10.64.0.9`,
  (i) => `        - to: 18.2.${i & 255}.0/024\n          via: 10.64.0.9`,
  () => '        - to: 256.0.0.0/24\n          via: 10.64.0.9',
  (i) => `        - to: 18.3.${i & 255}.0/24\n          via: 0.0.0.0`,
  (i) => `        - to: 18.4.${i & 255}.0/24\n          via: 224.0.0.1`,
  (i) => `        - to: 18.5.${i & 255}.0/24\n          via: 10.64.0.1`,
  (i) => `        - to: 18.6.${i & 255}.0/24\n          via: 10.99.0.1`,
  (i) => `        - to: 18.7.${i & 255}.0/24\n          via: 10.64.0.9\n          metric: 4294967296`,
  (i) => `        - to: 18.8.${i & 255}.0/24\n          via: 10.64.0.9\n          table: 0`,
  (i) => `        - to: 18.12.${i & 255}.0/24\n          via: 10.64.0.9\n          table: no-such`,
  (i) => `        - to: 18.9.${i & 255}.0/24\n          via: 10.64.0.9\n          metric: few`,
  (i) => `        - to: 18.10.${i & 255}.0/24\n          via: null`,
  (i) => `        - to: 18.11.${i & 255}.0/24\n          vai: 10.64.0.9`,
  (i) => `        - via: 10.64.0.${i & 7}`,
  () => '        - 10.64.0.9',
  () => usual(3),
  () => '        - to: 16.0.4.0/24\n          via: 10.64.0.9',
  () => '        - to: 16.0.5.0/24\n          mtu: 1400\n          via: 10.64.0.9',
];

interface Place {
  readonly at: number;
  readonly which: number;
}

const places = (most: number, kinds: number): fc.Arbitrary<readonly Place[]> =>
  fc.array(fc.record({ at: fc.nat(COUNT - 1), which: fc.nat(kinds - 1) }), { maxLength: most });

/** The same list read in two ways: the yaml package, which a tab takes, makes a node of each entry. */
function bothWays(lines: readonly string[]) {
  const [rows, nodes] = [' ', '\t'].map((mark) => {
    const text = `${[...HEAD(mark), ...lines].join('\n')}\n`;
    return configure([{ file: 'a.yaml', text }], { keepAll: true });
  });
  assert.ok(rows && nodes);
  assert.equal(readRoutesOf(nodes.declaration.routes), undefined);
  const whole = ({ declaration, diagnostics, everyDiagnostic }: typeof rows) => ({
    declaration: { ...declaration, routes: [...declaration.routes] },
    ...{ diagnostics, every: everyDiagnostic() },
  });
  assert.deepEqual(whole(rows), whole(nodes));
  return rows;
}

function listWith(first: (i: number) => string, others: readonly [number, string][]): string[] {
  const at = new Map(others);
  return ['      routes:', ...Array.from({ length: COUNT }, (_, i) => at.get(i) ?? first(i))];
}

const some = (kinds: readonly ((i: number) => string)[], found: readonly Place[]): [number, string][] =>
  found.map(({ at, which }) => [at, kinds[which]?.(at) ?? '']);

test('Routes that are read by the row are those that are read one by one, complaints and places included', () => {
  let byTheRow = 0;
  fc.assert(
    fc.property(places(12, ODD.length), places(1, WRONG.length), (odd, wrong) => {
      const { declaration } = bothWays(listWith(usual, [...some(ODD, odd), ...some(WRONG, wrong)]));
      if (readRoutesOf(declaration.routes) !== undefined) byTheRow += 1;
    }),
    { numRuns: RUNS },
  );
  assert.ok(byTheRow > RUNS / 8, `${byTheRow} of ${RUNS} lists`);
});

test('Each way to write a route, and each fault, is read alike', () => {
  for (const kinds of [ODD, WRONG])
    kinds.forEach((kind) => {
      bothWays(listWith(usual, [[COUNT / 2, kind(7)]]));
    });
});

test('The last route of a file is read like the others', () => {
  for (const kind of [ODD[0], ODD[5], ODD[6], WRONG[0]])
    bothWays(listWith(usual, [[COUNT - 1, kind?.(7) ?? '']]));
});

test('Lists in which all routes are written otherwise are read by the row as well', () => {
  for (const write of [
    (i: number) => `        - {to: 16.${i >> 8}.${i & 255}.0/24, via: 10.64.0.9}`,
    (i: number) => `        - to: "16.${i >> 8}.${i & 255}.0/24"\n          via: "10.64.0.9"`,
    (i: number) =>
      `        - to: 16.${i >> 8}.${i & 255}.0/24\n          metric: ${i}\n          via: 10.64.0.9 # one`,
    (i: number) =>
      `        - via: 10.64.${i >> 8}.9\n          table: ${1 + i}\n          to: 16.${i >> 8}.0.${i & 255}`,
  ]) {
    const { declaration } = bothWays(listWith(write, []));
    const read = readRoutesOf(declaration.routes);
    assert.equal(read?.packed.places.length, COUNT);
    assert.equal(read?.others.size, 0);
  }
});

test('A route over a device that has it on another one, patterns to ignore and VRFs are looked at one by one', () => {
  const list = listWith(usual, []);
  const other = ['    br1:', '      addresses: [10.65.0.1/16]', '      routes:'];
  const twin = [...other, '        - {to: 16.0.3.0/24, via: 10.65.0.9}'];
  assert.equal(readRoutesOf(bothWays([...list, ...twin]).declaration.routes), undefined);
  const ignore = ['  ignore:', '    routes: [{table: 7}]'];
  assert.equal(readRoutesOf(bothWays([...list, ...ignore]).declaration.routes), undefined);
  const vrf = ['  vrfs:', '    red:', '      table: 100', '      interfaces: [br0]', ...list];
  assert.equal(readRoutesOf(bothWays(vrf).declaration.routes), undefined);
});

test('Long lists of several devices are joined in the order of the file', () => {
  const more = Array.from(
    { length: COUNT },
    (_, i) => `        - to: 19.${i >> 8}.${i & 255}.0/24\n          via: 10.65.0.9`,
  );
  const { declaration } = bothWays([
    ...listWith(usual, [[5, ODD[8]?.(5) ?? '']]),
    ...['    br1:', '      gateway4: 10.65.0.7', '      addresses: [10.65.0.1/16]', '      routes:', ...more],
  ]);
  const read = readRoutesOf(declaration.routes);
  assert.deepEqual(read?.packed.devices, ['br0', 'br1']);
  assert.equal(read?.packed.places.length, 2 * COUNT - 1);
  assert.deepEqual([...(read?.others.keys() ?? [])], [5, COUNT]);
  assert.deepEqual(read?.sourceOf(COUNT), declaration.routes[COUNT + 2]?.source);
});
