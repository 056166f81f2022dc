import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectStatus, Status } from '../../src/model/index.ts';
import { statusDocument } from '../../src/render/status-json.ts';
import { statusMarkdown } from '../../src/render/status-markdown.ts';
import { statusText } from '../../src/render/status-text.ts';
import { at } from './samples.ts';

const object = (
  state: ObjectStatus['state'],
  name: string,
  more: Partial<ObjectStatus> = {},
): ObjectStatus => ({
  state,
  kind: 'link',
  key: name,
  name,
  attributes: [],
  source: null,
  ...more,
});
const STATUS: Status = {
  objects: [
    object('in-sync', 'link eth0', {
      source: at(3, 5),
      attributes: [{ attribute: 'state', state: 'in-sync', wanted: 'up', found: 'up' }],
    }),
    object('drifted', 'bridge br0', {
      source: at(5, 5),
      attributes: [
        { attribute: 'mtu', state: 'drifted', wanted: 9000, found: 1500, source: at(6, 9) },
        { attribute: 'alias', state: 'drifted', wanted: 'a|b' },
        { attribute: 'state', state: 'in-sync', wanted: 'up', found: 'up' },
      ],
    }),
    object('drifted', 'wireguard wg0', {
      attributes: [{ attribute: 'wireguard.private-key', state: 'drifted', wanted: 'new', found: 'old' }],
    }),
    object('missing', 'address 2001:db8::1/64 dev br0', { source: at(7, 9) }),
    object('left-over', 'bridge br9'),
    object('foreign', 'bridge docker0'),
  ],
  problems: [{ code: 'x', severity: 'warning', message: 'no such source', source: at(8, 3) }],
  inSync: false,
};

test('A status is a line for each object, and for each attribute that drifted; keys are kept back.', () => {
  assert.equal(
    statusText(STATUS),
    `  in sync    link eth0                            config.yaml:3:5
  drifted    bridge br0                           config.yaml:5:5
               mtu    found 1500, declared 9000   config.yaml:6:9
               alias  found unset, declared a|b
  drifted    wireguard wg0
               wireguard.private-key  found (sensitive), declared (sensitive)
  missing    address 2001:db8::1/64 dev br0       config.yaml:7:9
  left over  bridge br9
  foreign    bridge docker0
  ! warning: no such source                       config.yaml:8:3

Status: 1 in sync, 2 drifted, 1 missing, 1 left over, 1 foreign.
`,
  );
});

test('In Markdown what needs attention is a table, the rest is folded away.', () => {
  assert.equal(
    statusMarkdown(STATUS),
    `### nlapply status

**Status: 1 in sync, 2 drifted, 1 missing, 1 left over, 1 foreign.**

> [!WARNING]
> no such source (\`config.yaml:8:3\`)

| State | Object | Attribute | Difference | Declared at |
| --- | --- | --- | --- | --- |
| drifted | \`bridge br0\` | \`mtu\` | \`found 1500, declared 9000\` | \`config.yaml:6:9\` |
| drifted | \`bridge br0\` | \`alias\` | \`found unset, declared a\\|b\` | \`config.yaml:5:5\` |
| drifted | \`wireguard wg0\` | \`wireguard.private-key\` | \`found (sensitive), declared (sensitive)\` |  |
| missing | \`address 2001:db8::1/64 dev br0\` |  |  | \`config.yaml:7:9\` |
| left over | \`bridge br9\` |  |  |  |

<details><summary>As declared</summary>

| State | Object | Attribute | Difference | Declared at |
| --- | --- | --- | --- | --- |
| in sync | \`link eth0\` |  |  | \`config.yaml:3:5\` |

</details>

<details><summary>Foreign</summary>

| State | Object | Attribute | Difference | Declared at |
| --- | --- | --- | --- | --- |
| foreign | \`bridge docker0\` |  |  |  |

</details>
`,
  );
});

test('The document counts every state and holds no secret.', () => {
  const document = statusDocument(STATUS, []);
  assert.deepEqual(document.summary, {
    'in-sync': 1,
    drifted: 2,
    missing: 1,
    absent: 0,
    'left-over': 1,
    foreign: 1,
    ignored: 0,
  });
  assert.doesNotMatch(JSON.stringify(document), /"(old|new)"/);
  assert.equal(document.objects[1]?.attributes[0]?.wanted, 9000);
});
