import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DiffOptions } from '../../src/engine/index.ts';
import type { Plan } from '../../src/model/index.ts';
import { document, NO_PLAN, NO_SNAPSHOT, nlapply, ONE_BRIDGE } from './harness.ts';

const CHANGE: Plan = {
  ...NO_PLAN,
  steps: [
    {
      action: 'change',
      kind: 'link',
      key: 'eth0',
      name: 'link eth0',
      before: { type: 'link', name: 'eth0', kind: 'physical', attributes: { mtu: 1500 } },
      after: { type: 'link', name: 'eth0', kind: 'physical', attributes: { mtu: 9000 } },
      changes: [
        {
          attribute: 'mtu',
          before: 1500,
          after: 9000,
          source: { file: 'config.yaml', line: 12, column: 10 },
        },
      ],
      reason: 'declared',
      source: { file: 'config.yaml', line: 11, column: 5 },
      notes: [],
    },
  ],
};

test('In sync: one sentence and status 0.', async () => {
  const ran = await nlapply(['diff', 'c.yaml'], { declaration: ONE_BRIDGE, diff: async () => NO_PLAN });
  assert.deepEqual(ran, { status: 0, stdout: 'Nothing to do: 2 objects are as declared.\n', stderr: '' });
});

test('Differences: the plan on standard output and status 2.', async () => {
  const { status, stdout, stderr } = await nlapply(['diff', 'c.yaml'], { diff: async () => CHANGE });
  assert.equal(status, 2);
  assert.equal(stderr, '');
  assert.match(
    stdout,
    /^ {2}~ link eth0\n {6}mtu {8}1500 -> 9000 {3}config\.yaml:12:10\n\nPlan: 0 to add, 1 to change,/,
  );
});

test('With --quiet only the status tells.', async () => {
  const ran = await nlapply(['diff', '-q', 'c.yaml'], { diff: async () => CHANGE });
  assert.deepEqual(ran, { status: 2, stdout: '', stderr: '' });
});

test('A problem that is an error counts as a difference; a warning does not.', async () => {
  const problem = { code: 'x', message: 'no eth7', source: null } as const;
  const diff = (severity: 'error' | 'warning') => async () => ({
    ...NO_PLAN,
    problems: [{ ...problem, severity }],
  });
  const failed = await nlapply(['diff', 'c.yaml'], { diff: diff('error') });
  assert.equal(failed.status, 2);
  assert.equal(
    failed.stdout.split('\n').at(-2),
    'Plan: 0 to add, 0 to change, 0 to replace, 0 to remove. 1 problem.',
  );
  assert.equal((await nlapply(['diff', 'c.yaml'], { diff: diff('warning') })).status, 0);
});

test('--json is the plan, by its schema, with the warnings about the configuration.', async () => {
  const diagnostics = [{ severity: 'warning', code: 'deprecated', message: 'gateway4 is old' } as const];
  const { status, stdout, stderr } = await nlapply(['diff', '--json', 'c.yaml'], {
    diff: async () => CHANGE,
    diagnostics,
  });
  assert.equal(status, 2);
  const plan = document(stdout, 'plan');
  assert.deepEqual(plan['summary'], { create: 0, change: 1, replace: 0, remove: 0 });
  assert.deepEqual(plan['steps'], CHANGE.steps);
  assert.deepEqual(plan['diagnostics'], diagnostics);
  assert.equal(stderr, 'warning: gateway4 is old\n');
});

test('--state compares with a snapshot from a file or standard input.', async () => {
  const seen: DiffOptions[] = [];
  const diff = async (_: unknown, options: DiffOptions) => {
    seen.push(options);
    return NO_PLAN;
  };
  const json = JSON.stringify(NO_SNAPSHOT);
  const file = join(mkdtempSync(join(tmpdir(), 'nlapply-')), 'state.json');
  writeFileSync(file, json);
  assert.equal((await nlapply(['diff', '--state', file, 'c.yaml'], { diff })).status, 0);
  assert.equal((await nlapply(['diff', '--state=-', 'c.yaml'], { diff, stdin: json })).status, 0);
  assert.deepEqual(
    seen.map((options) => options.snapshot),
    [NO_SNAPSHOT, NO_SNAPSHOT],
  );
});

test('A --state that is missing, no JSON, or no snapshot is refused with the reason; status 78.', async () => {
  const from = (stdin: string) => nlapply(['diff', '--state', '-', 'c.yaml'], { stdin });
  const wrong = await from(JSON.stringify({ ...NO_SNAPSHOT, links: [{ type: 'link', name: 7 }] }));
  assert.equal(wrong.status, 78);
  assert.match(
    wrong.stderr,
    /^nlapply: standard input is not a snapshot: links\[0\]\.name: expected a text\n/,
  );
  assert.match((await from('{')).stderr, /^nlapply: standard input is not JSON: /);
  const missing = await nlapply(['diff', '--json', '--state', '/nonexistent.json', 'c.yaml']);
  assert.equal(missing.status, 78);
  assert.match(missing.stderr, /cannot read the snapshot \/nonexistent\.json: no such file or directory\n/);
  assert.equal(document(missing.stdout, 'result')['format_version'], 1);
});
