import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { configure } from '../../src/config/configure.ts';
import { belongsTo, notRealised } from '../../src/config/schema/netplan-keys.ts';
import { KINDS } from '../../src/resources/link/kinds.ts';
import { machine as machines } from '../engine/live-machine.ts';
import { leftToDo, NOTHING_THERE } from '../fuzz/plan-twice.ts';
import { runs } from '../runs.ts';
import { declared, diagnose } from './diagnose.ts';
import { examples, repository } from './repository.ts';
import { looseText } from './yaml-texts.ts';

interface Definition {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Definition[];
  readonly items?: Definition;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly additionalProperties?: boolean | Definition;
  readonly examples?: readonly unknown[];
  readonly description?: string;
}
type Schema = Definition & { readonly definitions: Readonly<Record<string, Definition>> };
// The file is ours, and ajv compiles it below.
const schema = JSON.parse(readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8')) as Schema;
const ajv = new Ajv({ strict: true, allowUnionTypes: true });

test('the schema is valid, and every key in it is described', () => {
  ajv.compile(schema);
  for (const [name, definition] of Object.entries(schema.definitions)) {
    assert.ok(definition.description, name);
    for (const [key, property] of Object.entries(definition.properties ?? {})) {
      assert.ok(property.$ref !== undefined || property.description, `${name}.${key}`);
    }
  }
});

test('every example is right by the schema, as editors see it, and by nlapply', () => {
  const validate = ajv.compile(schema);
  for (const { name, text } of examples()) {
    assert.ok(validate(parse(text)), `${name}: ${ajv.errorsText(validate.errors)}`);
    assert.ok(text.startsWith('# yaml-language-server: $schema=../schemas/config.schema.json\n'), name);
    assert.ok(declared({ [name]: text }).links.length > 0, name);
  }
});

test('all devices have the same common keys', () => {
  const { ethernet, bridge, tunnel, macvlan, 'virtual-ethernet': veth } = schema.definitions;
  const common = Object.keys(veth?.properties ?? {}).filter(
    (key) => !['peer', 'peer-namespace'].includes(key),
  );
  assert.ok(common.length >= 19);
  for (const definition of [ethernet, bridge, tunnel, macvlan]) {
    for (const key of common) {
      // The definition `vlans` is the section of that name.
      const name = key === 'vlans' ? 'bridge-vlans' : key;
      assert.deepEqual(definition?.properties?.[key], { $ref: `#/definitions/${name}` });
    }
  }
});

test('no key is both realised and refused', () => {
  for (const name of ['network', 'ethernet', 'bridge', 'virtual-ethernet', 'tunnel', 'macvlan'] as const) {
    for (const key of notRealised(name))
      assert.equal(schema.definitions[name]?.properties?.[key], undefined, `${name}.${key}`);
  }
  assert.equal(belongsTo('no-such-key'), undefined);
});

/** A text for a definition: mostly what it asks for, sometimes anything. */
function valueFor(definition: Definition, depth: number): fc.Arbitrary<unknown> {
  const wild = fc.oneof(
    fc.constantFrom<unknown>('', 'x', '10.0.0.1/24', '0', '-1', '9e9', 'default', 'fe80::1', null),
    fc.array(fc.constantFrom('a', 'eth0')),
    fc.dictionary(fc.constantFrom('a', 'to', '10.0.0.1/24'), fc.constant('x')),
  );
  return fc.oneof({ weight: 12, arbitrary: rightFor(definition, depth) }, { weight: 1, arbitrary: wild });
}

function rightFor(definition: Definition, depth: number): fc.Arbitrary<unknown> {
  if (definition.$ref !== undefined)
    return valueFor(schema.definitions[definition.$ref.slice('#/definitions/'.length)] ?? {}, depth);
  if (definition.anyOf) return fc.oneof(...definition.anyOf.map((branch) => valueFor(branch, depth)));
  if (definition.enum) return fc.constantFrom(...definition.enum);
  if (definition.const !== undefined) return fc.constant(definition.const);
  if (definition.type === 'boolean') return fc.boolean();
  if (definition.type === 'integer') return fc.oneof(fc.nat({ max: 300 }), fc.nat());
  if (definition.type === 'array')
    return fc.array(valueFor(definition.items ?? {}, depth + 1), { maxLength: 3 });
  if (definition.type !== 'object') {
    return fc.oneof(
      fc.constantFrom(
        'eth0',
        'eth1',
        'br0',
        'v0',
        '10.0.0.0/8',
        '10.0.0.1',
        '10.0.0.1/24',
        'fd00::1/64',
        'fd00::1',
        'default',
        '1.5s',
        '02:00:00:00:00:01',
      ),
      fc.constantFrom(...((definition.examples ?? ['x']) as unknown[])),
    );
  }
  const entries = Object.entries(definition.properties ?? {});
  // A few keys of each mapping: with half of them everything is wrong somewhere.
  const known = fc
    .subarray(entries, { maxLength: Math.min(6, entries.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map(([key, property]) => [key, valueFor(property, depth + 1)]))),
    );
  if (typeof definition.additionalProperties !== 'object') return known;
  const keys =
    depth < 3
      ? fc.constantFrom('eth0', 'eth1', 'br0', 'v0', 'v1', 'a/b')
      : fc.constantFrom('10.0.0.1/24', 'fd00::1/64', 'eth0');
  return fc
    .tuple(known, fc.dictionary(keys, valueFor(definition.additionalProperties, depth + 1), { maxKeys: 3 }))
    .map(([a, b]) => ({ ...b, ...a }));
}

const RUNS = runs(500);

test('configurations after the schema are read or refused with a place; what is accepted leaves nothing to do after one run', () => {
  let accepted = 0;
  fc.assert(
    fc.property(valueFor(schema, 0), machines, (value, machine) => {
      const { diagnostics, declaration } = configure([{ file: 'a.yaml', text: JSON.stringify(value) }]);
      for (const { place, message } of diagnostics) {
        assert.ok(place !== undefined && place.line >= 1 && place.column >= 1);
        assert.doesNotMatch(message, /undefined|\[object|NaN/);
      }
      assert.doesNotMatch(JSON.stringify(declaration), /"(undefined|NaN)"/);
      if (diagnostics.some(({ severity }) => severity === 'error')) return;
      accepted += 1;
      for (const before of [NOTHING_THERE, machine])
        assert.deepEqual(leftToDo(declaration, before) ?? [], [], JSON.stringify(value));
    }),
    { numRuns: RUNS },
  );
  assert.ok(accepted > RUNS / 50, `${accepted} accepted`);
});

test('texts of any kind are read or refused, never crash', () => {
  fc.assert(
    fc.property(
      fc.oneof(looseText, fc.string({ unit: 'binary' }), fc.string()),
      (text) => void diagnose(text),
    ),
    { numRuns: RUNS },
  );
  fc.assert(
    fc.property(
      looseText,
      (text) => void diagnose(`network:\n  ethernets:\n    eth0:\n${text.replace(/^/gm, '      ')}`),
    ),
    { numRuns: RUNS },
  );
});

test('every kind of link has an example', () => {
  const shown = new Set(
    examples().flatMap(({ name, text }) => declared({ [name]: text }).links.map(({ link }) => link.kind)),
  );
  assert.deepEqual(
    [...KINDS.keys()].filter((kind) => !shown.has(kind)),
    [],
  );
});
