import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planMarkdown } from '../../src/render/plan-markdown.ts';
import { at, link, plan, step } from './samples.ts';

test('In sync there is a sentence and nothing else.', () => {
  assert.equal(
    planMarkdown(plan(), 3),
    '### nlapply diff\n\n**Nothing to do: 3 objects are as declared.**\n',
  );
});

test('Steps are a diff with colours for what comes, goes, changes and is made anew; problems are alerts before it.', () => {
  const steps = [
    step({
      action: 'create',
      name: 'bridge br0',
      after: link('br0', 'bridge', { state: 'up' }),
      source: at(3, 5),
    }),
    step({
      action: 'change',
      name: 'link eth0',
      changes: [{ attribute: 'mtu', before: 1500, after: 9000, source: at(6, 9) }],
    }),
    step({
      action: 'replace',
      name: 'vlan v0',
      changes: [{ attribute: 'vlan.id', before: 10, after: 20, forces: true }],
      notes: ['v0 is deleted and made anew'],
    }),
    step({
      action: 'remove',
      name: 'address 192.0.2.1/24 dev eth0',
      kind: 'address',
      reason: 'no longer declared',
    }),
    step({
      action: 'change',
      name: 'wireguard wg0',
      changes: [{ attribute: 'wireguard.private-key', before: 'old', after: 'new' }],
    }),
  ];
  const problems = [
    { code: 'x', severity: 'warning', message: 'would cut off <you>', source: at(6, 9), hint: 'use "try"' },
  ] as const;
  assert.equal(
    planMarkdown({ ...plan(...steps), problems }, 3),
    `### nlapply diff

**Plan: 1 to add, 2 to change, 1 to replace, 1 to remove.**

> [!WARNING]
> would cut off &lt;you&gt; (\`config.yaml:6:9\`)
>
> use "try"

<details open><summary>Steps</summary>

\`\`\`diff
+ bridge br0   config.yaml:3:5
      state      up
! ~ link eth0
      mtu        1500 -> 9000   config.yaml:6:9
! -/+ vlan v0
      vlan.id    10 -> 20   (cannot change in place)
      ! v0 is deleted and made anew
- address 192.0.2.1/24 dev eth0   (no longer declared)
! ~ wireguard wg0
      wireguard.private-key (sensitive) -> (sensitive)
\`\`\`

</details>
`,
  );
});

test('A long plan is folded away.', () => {
  const steps = Array.from({ length: 30 }, (_, i) => step({ action: 'remove', name: `link d${i}` }));
  assert.match(planMarkdown(plan(...steps), 0), /^<details><summary>/m);
});
