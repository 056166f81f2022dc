import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeStep, createStep, removeStep } from '../../../src/engine/objects/steps.ts';
import { links } from '../../../src/resources/link/link.ts';
import type { Difference } from '../../../src/resources/room.ts';
import { nic, PLACE, wanted } from '../samples.ts';

const eth0 = nic('eth0');
const mtu: Difference = { attribute: 'mtu', before: 1500, after: 1400, how: 'live' };

test('A creation has no before, a removal no after and no source', () => {
  const create = createStep(links, wanted(eth0), eth0, 'declared');
  assert.deepEqual(
    [create.action, create.key, create.name, create.before, create.after, create.source],
    ['create', 'eth0', 'link eth0', null, eth0, PLACE],
  );
  const remove = removeStep(links, eth0, 'no longer declared', ['note']);
  assert.deepEqual(
    [remove.action, remove.before, remove.after, remove.source, remove.notes],
    ['remove', eth0, null, null, ['note']],
  );
});

test('A change tells where each attribute was said', () => {
  const place = { file: 'a.yaml', line: 4, column: 7 };
  const step = changeStep(links, wanted(eth0, { places: { mtu: place } }), eth0, eth0, [mtu], 'declared');
  assert.deepEqual(
    [step.action, step.changes],
    ['change', [{ attribute: 'mtu', before: 1500, after: 1400, source: place }]],
  );
});

test('One attribute that cannot change in place makes it a replacement', () => {
  const step = changeStep(
    links,
    wanted(eth0),
    eth0,
    eth0,
    [mtu, { ...mtu, attribute: 'kind', how: 'create' }],
    'declared',
  );
  assert.equal(step.action, 'replace');
  assert.deepEqual(
    step.changes.map((c) => c.forces),
    [undefined, true],
  );
});
