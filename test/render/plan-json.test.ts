import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonText } from '../../src/render/json-text.ts';
import { planDocument } from '../../src/render/plan-json.ts';
import { document } from '../cli/harness.ts';
import { at, link, plan, step } from './samples.ts';

test('The plan of every action satisfies the schema, nothing of it is lost, and no secret is in it.', () => {
  const before = link('wg0', 'wireguard', { mtu: 1420, 'wireguard.private-key': 'b2xk' });
  const after = link('wg0', 'wireguard', { mtu: 1400, 'wireguard.private-key': 'bmV3' });
  const changes = [
    { attribute: 'mtu', before: 1420, after: 1400, source: at(3, 9) },
    { attribute: 'wireguard.private-key', before: 'b2xk', after: 'bmV3', forces: true as const },
    { attribute: 'alias', before: undefined, after: null },
  ];
  const full = {
    ...plan(
      step({ action: 'create', name: 'a', after }),
      step({ action: 'change', name: 'b', before, after, changes, source: at(2, 5), notes: ['careful'] }),
      step({ action: 'replace', name: 'c', before, after, changes }),
      step({ action: 'remove', name: 'd', before }),
    ),
    problems: [
      { code: 'x', severity: 'error', message: 'm', hint: 'h', source: at(1, 1), stops: true } as const,
    ],
  };
  const text = jsonText(planDocument(full, []));
  const parsed = document(text, 'plan');
  assert.deepEqual(parsed['summary'], { create: 1, change: 1, replace: 1, remove: 1 });
  assert.deepEqual(parsed['problems'], full.problems);
  assert.ok(Array.isArray(parsed['steps']) && parsed['steps'].length === 4);
  assert.deepEqual(parsed['steps'][1].changes[0], changes[0]);
  assert.deepEqual(parsed['steps'][1].changes[2], { attribute: 'alias', after: null });
  assert.doesNotMatch(text, /b2xk|bmV3/);
});
