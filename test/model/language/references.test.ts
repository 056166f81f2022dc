import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonKeys, portKeys } from '../../../src/model/language/common.ts';
import { LANGUAGES } from '../../../src/model/language/languages.ts';
import { lowersOf, REFERENCES } from '../../../src/model/language/references.ts';

const DEVICES = [...LANGUAGES.flatMap(({ keys }) => keys()), ...commonKeys(), ...portKeys()].flatMap(
  ({ attribute, form }) =>
    form.form === 'device' || form.form === 'devices'
      ? [{ attribute, below: form.below === true }]
      : form.form === 'filters'
        ? [{ attribute, below: false }]
        : [],
);

test('attributes that name other links are those of the keys that name devices, and the master', () => {
  const attributes = new Set(['master', ...DEVICES.map(({ attribute }) => attribute)]);
  assert.deepEqual([...REFERENCES].sort(), [...attributes].sort());
});

test('lower devices are those that attributes of such keys name', () => {
  for (const { attribute, below } of DEVICES)
    assert.deepEqual(lowersOf({ [attribute]: 'eth0' }), below ? ['eth0'] : [], attribute);
});
