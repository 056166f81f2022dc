import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatusOptions } from '../../src/engine/index.ts';
import type { Status } from '../../src/model/index.ts';
import { document, nlapply, ONE_BRIDGE } from './harness.ts';

const SYNCED: Status = {
  objects: [
    {
      state: 'in-sync',
      kind: 'link',
      key: 'br0',
      name: 'bridge br0',
      attributes: [{ attribute: 'state', state: 'in-sync', wanted: 'up', found: 'up' }],
      source: { file: 'c.yaml', line: 3, column: 5 },
    },
  ],
  problems: [],
  inSync: true,
};
const [BRIDGE] = SYNCED.objects;
const DRIFTED: Status = {
  ...SYNCED,
  inSync: false,
  objects: BRIDGE === undefined ? [] : [{ ...BRIDGE, state: 'missing', attributes: [] }],
};

const run = (status: Status, ...words: string[]) =>
  nlapply(['status', 'c.yaml', ...words], { declaration: ONE_BRIDGE, status: async () => status });

test('In sync: a line for each object, a count, and status 0.', async () => {
  const stdout =
    '  in sync    bridge br0   c.yaml:3:5\n\nStatus: 1 in sync, 0 drifted, 0 missing, 0 left over.\n';
  assert.deepEqual(await run(SYNCED), { status: 0, stdout, stderr: '' });
  assert.deepEqual(await run(SYNCED, '-q'), { status: 0, stdout: '', stderr: '' });
});

test('Drift is status 2, in every form, and the document has a schema.', async () => {
  for (const words of [[], ['-q'], ['--json'], ['--markdown']])
    assert.equal((await run(DRIFTED, ...words)).status, 2, words.join(' '));
  const told = document((await run(DRIFTED, '--json')).stdout, 'status');
  assert.equal(told['in_sync'], false);
  assert.match((await run(DRIFTED, '--markdown')).stdout, /^### nlapply status\n/);
  document((await run(SYNCED, '--json')).stdout, 'status');
});

test('Markdown and JSON exclude each other.', async () => {
  const { status, stderr } = await run(SYNCED, '--json', '--markdown');
  assert.equal(status, 64, stderr);
});

test('The engine is told of foreign objects, namespace and directories.', async () => {
  const seen: StatusOptions[] = [];
  const status = async (_: unknown, options: StatusOptions): Promise<Status> => {
    seen.push(options);
    return SYNCED;
  };
  await nlapply(['status'], { status });
  await nlapply(['status', '--foreign', '--netns', 'blue', '--state-dir', '/tmp/s', 'c.yaml'], { status });
  assert.deepEqual(
    seen.map(({ stateDir, foreign, netns }) => [stateDir, foreign, netns]),
    [
      ['/run/nlapply', false, undefined],
      ['/tmp/s', true, 'blue'],
    ],
  );
});

test('Standard input cannot be configuration and snapshot at once.', async () => {
  const { status, stderr } = await nlapply(['status', '--state', '-', '-']);
  assert.equal(status, 64);
  assert.match(stderr, /try "nlapply status --help"/);
});
