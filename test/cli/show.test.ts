import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineOptions } from '../../src/engine/index.ts';
import { document, NO_SNAPSHOT, nlapply } from './harness.ts';

const LIVE = {
  ...NO_SNAPSHOT,
  links: [
    { type: 'link', name: 'eth0', kind: 'physical', attributes: { state: 'up', mtu: 1500 } },
    { type: 'link', name: 'd0', kind: 'gtp', attributes: { state: 'up', mtu: 1500 } },
  ],
} as const;
const WARNING = 'link d0 is left out: links of kind gtp cannot be declared yet';
const YAML = 'network:\n  version: 2\n  ethernets:\n    eth0:\n      mtu: 1500\n';
const fakes = { snapshot: async () => LIVE };

test('show prints YAML and warns of what it leaves out; --quiet keeps only the warnings back.', async () => {
  assert.deepEqual(await nlapply(['show'], fakes), {
    status: 0,
    stdout: YAML,
    stderr: `warning: ${WARNING}\n`,
  });
  assert.deepEqual(await nlapply(['show', '-q'], fakes), { status: 0, stdout: YAML, stderr: '' });
});

test('show --json is a document by its schema.', async () => {
  const { status, stdout } = await nlapply(['show', '--json'], fakes);
  assert.equal(status, 0);
  assert.deepEqual(document(stdout, 'result'), {
    format_version: 1,
    configuration: { network: { version: 2, ethernets: { eth0: { mtu: 1500 } } } },
    warnings: [WARNING],
  });
});

test('snapshot prints the state as JSON by its schema, with or without --json or --quiet.', async () => {
  for (const words of [['snapshot'], ['snapshot', '--json'], ['snapshot', '-q']]) {
    const { status, stdout, stderr } = await nlapply(words, fakes);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.deepEqual(document(stdout, 'snapshot'), LIVE);
  }
});

test('Both look into the network namespace that is asked for.', async () => {
  const seen: EngineOptions[] = [];
  const snapshot = async (options: EngineOptions) => {
    seen.push(options);
    return LIVE;
  };
  await nlapply(['show', '--netns', 'blue'], { snapshot });
  await nlapply(['snapshot', '--netns=/proc/7/ns/net'], { snapshot });
  await nlapply(['snapshot'], { snapshot });
  assert.deepEqual(seen, [
    { netns: 'blue', stateDir: '/run/nlapply' },
    { netns: '/proc/7/ns/net', stateDir: '/run/nlapply' },
    { stateDir: '/run/nlapply' },
  ]);
});
