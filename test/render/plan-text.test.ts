import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Plan } from '../../src/model/index.ts';
import { complaintsText } from '../../src/render/outcome-text.ts';
import { coloured } from '../../src/render/paint.ts';
import { planText, stepsText } from '../../src/render/plan-text.ts';
import { at, link, plan, step } from './samples.ts';

const FULL: Plan = {
  ...plan(
    step({
      action: 'create',
      name: 'bridge br0',
      after: link('br0', 'bridge', { state: 'up', 'bridge.ageing-time': 10 }),
      source: at(4, 5),
    }),
    step({
      action: 'change',
      name: 'link eth0',
      changes: [
        { attribute: 'mtu', before: 1500, after: 9000, source: at(12, 10) },
        { attribute: 'alias', before: null, after: 'to the core', source: at(13, 10) },
      ],
      source: at(11, 5),
    }),
    step({
      action: 'replace',
      name: 'vxlan vx7',
      changes: [
        { attribute: 'vxlan.id', before: 7, after: 8, source: at(22, 11), forces: true },
        { attribute: 'vxlan.ttl', before: 0, after: 64, source: at(23, 12) },
      ],
      source: at(20, 5),
      notes: ['its forwarding database is lost'],
    }),
    step({
      action: 'create',
      kind: 'route',
      name: 'route 10.8.0.0/16 via 192.0.2.1 dev eth0',
      reason: 'lost when eth0 goes down',
      source: at(30, 9),
    }),
    step({
      action: 'remove',
      kind: 'rule',
      name: 'rule 1000: from 10.9.0.0/16 lookup 100',
      reason: 'no longer declared',
    }),
  ),
  problems: [
    {
      code: 'link-missing',
      severity: 'error',
      message: 'there is no link eth7',
      hint: 'wait for it with --wait-links',
      source: at(40, 5),
    },
    { code: 'x', severity: 'warning', message: 'the record may not be read', source: null },
  ],
};

const GOLDEN = `  + bridge br0                                       config.yaml:4:5
      state              up
      bridge.ageing-time 10
  ~ link eth0
      mtu        1500 -> 9000                        config.yaml:12:10
      alias      none -> "to the core"               config.yaml:13:10
-/+ vxlan vx7                                        config.yaml:20:5
      vxlan.id   7 -> 8   (cannot change in place)   config.yaml:22:11
      vxlan.ttl  0 -> 64                             config.yaml:23:12
      ! its forwarding database is lost
  + route 10.8.0.0/16 via 192.0.2.1 dev eth0   (lost when eth0 goes down)   config.yaml:30:9
  - rule 1000: from 10.9.0.0/16 lookup 100   (no longer declared)
  ! there is no link eth7                            config.yaml:40:5
      wait for it with --wait-links
  ! warning: the record may not be read

Plan: 2 to add, 1 to change, 1 to replace, 1 to remove. 1 problem.
`;

test('Every kind of line looks as agreed.', () => {
  assert.equal(planText(FULL, 9), GOLDEN);
});

test('Colours change no visible character and no column.', () => {
  const text = planText(FULL, 9, coloured);
  assert.notEqual(text, GOLDEN);
  assert.equal(stripVTControlCharacters(text), GOLDEN);
});

test('The sentence for nothing to do counts what is declared.', () => {
  assert.equal(planText(plan(), 3), 'Nothing to do: 3 objects are as declared.\n');
  assert.equal(planText(plan(), 1), 'Nothing to do: 1 object is as declared.\n');
  assert.equal(planText(plan(), 0), 'Nothing to do: the configuration declares no objects.\n');
});

test('The sentence for nothing to do does not count in what a warning says is left out.', () => {
  const missing = { code: 'link-missing', severity: 'warning', message: 'no ib0', source: null } as const;
  const [closing] = planText({ ...plan(), problems: [missing] }, 4)
    .trimEnd()
    .split('\n')
    .reverse();
  assert.equal(closing, 'Nothing to do: 4 objects are as declared, except for what the warnings name.');
});

test('A change whose attributes have no place of their own shows that of the object.', () => {
  const text = stepsText([
    step({
      action: 'change',
      name: 'link eth0',
      changes: [{ attribute: 'mtu', before: 9000, after: 1500 }],
      reason: 'no longer declared',
      source: at(3, 5),
    }),
  ]);
  assert.equal(
    text,
    '  ~ link eth0   (no longer declared)   config.yaml:3:5\n      mtu        9000 -> 1500\n',
  );
});

test('What goes is named without its attributes.', () => {
  const gone = step({
    action: 'remove',
    name: 'bridge br1',
    before: link('br1', 'bridge', { mtu: 1500 }),
    changes: [{ attribute: 'mtu', before: 1500, after: undefined }],
  });
  assert.equal(stepsText([gone]), '  - bridge br1\n');
});

test('A very long line does not push the places of the others away.', () => {
  const long = step({ action: 'remove', name: 'x'.repeat(200), source: at(1, 1) });
  const short = step({ action: 'remove', name: 'y', source: at(2, 2) });
  const [first, second] = stepsText([long, short]).split('\n');
  assert.equal(first, `  - ${'x'.repeat(200)}   config.yaml:1:1`);
  assert.equal(second, '  - y   config.yaml:2:2');
});

test('A name or value cannot drive the terminal.', () => {
  const text = planText(
    plan(
      step({
        action: 'change',
        name: 'link \u001b[2J',
        changes: [{ attribute: 'alias', before: '\u0007', after: 'a\nPlan: nothing' }],
        notes: ['\u009b31m'],
      }),
    ),
    1,
  );
  assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u);
  assert.doesNotMatch(text, /^Plan: nothing/m);
});

test('Secrets are hidden in lines and in the plan for programs alike.', () => {
  const text = stepsText([
    step({
      action: 'change',
      name: 'wireguard wg0',
      changes: [{ attribute: 'wireguard.private-key', before: 'b2xk', after: 'bmV3' }],
    }),
  ]);
  assert.match(text, /wireguard\.private-key \(sensitive\) -> \(sensitive\)/);
  assert.doesNotMatch(text, /b2xk|bmV3/);
});

test('Of peers only those that differ are shown, a line each, without their keys.', () => {
  const peer = (key: string, shared: string | null, keepalive: number, ips: readonly string[]) =>
    [key, shared, null, keepalive, ips] as const;
  const text = stepsText([
    step({
      action: 'change',
      name: 'wireguard wg0',
      changes: [
        {
          attribute: 'wireguard.peers',
          before: [peer('A', 'b2xk', 0, []), peer('B', null, 0, []), peer('D', null, 0, [])],
          after: [peer('A', 'bmV3', 25, []), peer('C', 'bmV3', 0, ['10.0.0.0/8']), peer('D', null, 0, [])],
        },
      ],
    }),
  ]);
  assert.deepEqual(text.split('\n').slice(1, -1), [
    '      wireguard.peers - B',
    '      wireguard.peers ~ A shared (sensitive) -> (sensitive)',
    '      wireguard.peers ~ A keepalive 0 -> 25',
    '      wireguard.peers + C shared (sensitive) allowed-ips [10.0.0.0/8]',
  ]);
});

const many = (count: number, action: 'create' | 'change' | 'remove', kind: 'address' | 'link') =>
  Array.from({ length: count }, (_, i) => step({ action, kind, name: `${kind} ${i}` }));

test('Of very many steps of one sort in a row, the first ten are named and the others counted, where that is asked for.', () => {
  const steps = [
    ...many(100, 'create', 'address'),
    ...many(101, 'remove', 'address'),
    ...many(101, 'create', 'link'),
    ...many(101, 'change', 'address'),
  ];
  const short = stepsText(steps, undefined, { counts: true }).split('\n');
  assert.equal(stepsText(steps).split('\n').length, 404);
  assert.equal(short.length, 100 + 11 + 101 + 101 + 1);
  assert.deepEqual(short.slice(99, 101), ['  + address 99', '  - address 0']);
  assert.deepEqual(short.slice(109, 112), [
    '  - address 9',
    '  - 91 addresses more, which --verbose lists',
    '  + link 0',
  ]);
});

test('A step with a note is named among however many of its sort.', () => {
  const noted = step({ action: 'remove', kind: 'address', name: 'address x', notes: ['sessions end'] });
  const steps = [...many(150, 'remove', 'address'), noted, ...many(150, 'remove', 'address')];
  assert.deepEqual(stepsText(steps, undefined, { counts: true }).split('\n').slice(10, 15), [
    '  - 140 addresses more, which --verbose lists',
    '  - address x',
    '      ! sessions end',
    '  - address 0',
    '  - address 1',
  ]);
});

test('Of very many steps that are left to do the first ten are named, or all of them where that is asked for.', () => {
  const remaining = many(150, 'create', 'address');
  const failure = { step: null, code: 'EINVAL', message: 'no' };
  const base = { plan: plan(), rolledBack: false, remaining, interrupted: null };
  for (const failures of [[], [failure]]) {
    const text = complaintsText({ ...base, failures });
    assert.match(text, /\+ address 9\n {2}\+ 140 addresses more, which --verbose lists\n$/);
    assert.match(complaintsText({ ...base, failures }, undefined, { whole: true }), /\+ address 149\n$/);
  }
});
