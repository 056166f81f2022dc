import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredRoutes, readRoutesOf, sourceAt } from '../../src/model/declared-routes.ts';
import type { Declared, Route } from '../../src/model/index.ts';
import { columnsFor } from '../../src/model/packed-routes.ts';

const route = (to: string, line: number): Declared<Route> => ({
  item: { type: 'route', family: 4, table: 254, to, tos: 0, metric: 0, kind: 'unicast' },
  ...{ on: 'br0', source: { file: 'a.yaml', line, column: 1 } },
});

const made: number[] = [];
const read = {
  packed: {
    ...{ ...columnsFor(3), places: Uint32Array.of(0, 2, 3), on: new Uint32Array(3), devices: ['br0'] },
    slots: new Uint32Array(8),
  },
  others: new Map([
    [1, route('10.9.0.0/16', 2)],
    [4, route('10.8.0.0/16', 5)],
  ]),
  sourceOf: (number: number) => ({ file: 'a.yaml', line: number, column: 1 }),
  routeOf(number: number) {
    made.push(number);
    return route(`10.${number}.0.0/16`, number);
  },
};
const list = declaredRoutes(read);

test('Declared routes that are columns are read like an array, each where it was said', () => {
  const destinations = ['10.0.0.0/16', '10.9.0.0/16', '10.1.0.0/16', '10.2.0.0/16', '10.8.0.0/16'];
  assert.equal(list.length, 5);
  assert.deepEqual(
    list.map(({ item }) => item.to),
    destinations,
  );
  assert.deepEqual([...list].at(-1)?.source.line, 5);
  assert.equal(list[5], undefined);
});

test('An object is made of the route only that is asked for', () => {
  made.length = 0;
  assert.equal(list[2]?.item.to, '10.1.0.0/16');
  assert.equal(list[1]?.item.to, '10.9.0.0/16');
  assert.deepEqual(made, [1]);
});

test('Where a route was said is known without an object of it', () => {
  made.length = 0;
  const lines = [0, 1, 2, 3, 4].map((place) => sourceAt(list, place)?.line);
  assert.deepEqual(lines, [0, 2, 1, 2, 5]);
  assert.deepEqual(made, []);
  assert.deepEqual(sourceAt([route('10.0.0.0/8', 7)], 0)?.line, 7);
  assert.equal(sourceAt([], 0), null);
});

test('What a list is made of is known of these lists alone', () => {
  assert.equal(readRoutesOf(list), read);
  assert.equal(readRoutesOf([...list]), undefined);
});
