import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { levelOf, memberOf, refusesKey } from '../../../src/config/schema/level.ts';
import { validate } from '../../../src/config/schema/validate.ts';
import type { Level, SchemaError } from '../../../src/config/schema/validators.cjs';

const faults = (value: Readonly<Record<string, unknown>>, level: Level): string[] =>
  validate(value, level, Object.keys(value).length).map(
    ({ keyword, instancePath }) => `${keyword} ${instancePath}`,
  );

const route = levelOf('route');

test('All faults of a mapping are found in one pass, each with its place.', () => {
  const found = faults({ via: 1, metric: -1, 'on-link': 'maybe' }, route);
  assert.deepEqual(found.toSorted(), ['minimum /metric', 'required ', 'type /on-link', 'type /via']);
});

test('A right mapping has no faults.', () => {
  assert.deepEqual(faults({ to: 'default', via: '192.0.2.1', metric: 100, 'on-link': true }, route), []);
});

test('A place below a key begins with the key, escaped as in a JSON pointer.', () => {
  const sysctl = levelOf('sysctl');
  assert.deepEqual(faults({ 'net/a~b': 'x' }, sysctl), ['type /net~1a~0b']);
});

test('What every object inherits is no key.', () => {
  assert.equal(memberOf(route, 'constructor'), undefined);
  assert.equal(refusesKey(route, 'toString'), true);
  assert.equal(refusesKey(route, 'to'), false);
});

test('A mapping with too few or too many keys is told the limit.', () => {
  const level: Level = { keys: {}, required: [], fewest: 1, most: 2 };
  const limits = (errors: readonly SchemaError[]): unknown[] => errors.map(({ params }) => params['limit']);
  assert.deepEqual(faults({}, level), ['minProperties ']);
  assert.deepEqual(limits(validate({ a: 1, b: 2, c: 3 }, level, 3)), [2]);
  assert.deepEqual(faults({ a: 1 }, level), []);
});

test('A mapping is judged as ajv judges it by the same schema.', () => {
  const level: Level = { ...levelOf('route'), fewest: 2, most: 3 };
  const judge = new Ajv({ allErrors: true, strict: false }).compile({
    required: level.required,
    minProperties: 2,
    maxProperties: 3,
    additionalProperties: false,
    properties: Object.fromEntries(Object.keys(level.keys).map((key) => [key, {}])),
  });
  const known = (errors: readonly SchemaError[]): string[] =>
    errors
      .filter(({ instancePath }) => instancePath === '')
      .map(({ keyword, params }) => JSON.stringify([keyword, params]))
      .toSorted();
  for (const value of [{}, { to: 'x' }, { a: 1, to: 'x', b: 2, c: 3 }, { via: 'x', mtu: 3 }, { a: 1 }]) {
    judge(value);
    const keys = Object.keys(value);
    const unknown = keys
      .filter((key) => refusesKey(level, key))
      .map((key) => JSON.stringify(['additionalProperties', { additionalProperty: key }]));
    const found = [...known(validate(value, level, keys.length)), ...unknown].toSorted();
    assert.deepEqual(found, known(judge.errors ?? []));
  }
});
