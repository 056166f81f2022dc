import assert from 'node:assert/strict';
import { test } from 'node:test';
import { criticalProblems } from '../../../src/engine/checks/critical.ts';
import type { Attributes, Change, Link, Step } from '../../../src/model/index.ts';

const at = (line: number) => ({ file: 'a.yaml', line, column: 1 });

const link = (name: string, attributes: Attributes = { state: 'up' }): Link => ({
  type: 'link',
  name,
  kind: 'physical',
  attributes,
});

const step = (
  action: Step['action'],
  name: string,
  changes: readonly Change[],
  more: Partial<Step> = {},
): Step => ({
  ...{ action, kind: 'link', key: name, name, notes: [], reason: 'declared', source: at(2), changes },
  ...{ before: action === 'create' ? null : link(name), after: action === 'remove' ? null : link(name) },
  ...more,
});

const change = (attribute: string, more: Partial<Change>): Change => ({
  attribute,
  before: 1,
  after: 2,
  ...more,
});

const found = (one: Step): unknown =>
  criticalProblems(new Map([['eth0', at(9)]]), [one], [link('eth0')]).map(({ message, source }) => [
    message.replace('link eth0 is critical, and would ', ''),
    source?.line,
  ]);

const CASES: readonly [string, Step, unknown][] = [
  ['a change in place is none', step('change', 'eth0', [change('mtu', {})]), []],
  ['another link is none', step('replace', 'eth1', [change('vxlan.id', { forces: true })]), []],
  [
    'down for a moment, by the place of the change',
    step('change', 'eth0', [change('bond.mode', { down: true, source: at(5) })]),
    [['go down for a moment (bond.mode): nothing is done', 5]],
  ],
  [
    'down with another link, by its own place',
    step('change', 'eth0', [{ attribute: 'state', before: 'up', after: 'down' }], {
      reason: 'goes down with eth1',
      source: null,
    }),
    [['go down (goes down with eth1): nothing is done', 9]],
  ],
  [
    'what is down already',
    step('change', 'eth0', [{ attribute: 'state', before: 'down', after: 'down' }], {
      before: link('eth0', { state: 'down' }),
    }),
    [],
  ],
  [
    'made anew',
    step('replace', 'eth0', [change('vxlan.id', { forces: true, source: at(6) })]),
    [['be made anew: nothing is done', 6]],
  ],
  [
    'it goes with another one, and comes back',
    step('create', 'eth0', [], { reason: 'stands on eth1, which goes' }),
    [['go: stands on eth1, which goes: nothing is done', 2]],
  ],
  ['removed', step('remove', 'eth0', [], { source: null }), [['be removed (declared): nothing is done', 9]]],
];

for (const [title, one, expected] of CASES) test(title, () => assert.deepEqual(found(one), expected));
