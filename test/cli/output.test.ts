import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fakes, NO_PLAN, NO_SNAPSHOT, nlapply } from './harness.ts';

const fakes: Fakes = { diff: async () => NO_PLAN, snapshot: async () => NO_SNAPSHOT };
const isColoured = async (words: readonly string[], more: Fakes): Promise<boolean> =>
  (await nlapply(['diff', ...words, 'c.yaml'], { ...fakes, ...more })).stdout.includes('\u001b[');

test('Colours appear on a terminal only, unless asked for.', async () => {
  assert.equal(await isColoured([], { tty: true }), true);
  assert.equal(await isColoured([], { tty: false }), false);
  assert.equal(await isColoured(['--color', 'always'], { tty: false }), true);
  assert.equal(await isColoured(['--color', 'never'], { tty: true }), false);
});

test('NO_COLOR, FORCE_COLOR and TERM=dumb are honoured; --color is stronger.', async () => {
  assert.equal(await isColoured([], { tty: true, env: { NO_COLOR: '1' } }), false);
  assert.equal(await isColoured([], { tty: true, env: { NO_COLOR: '' } }), true);
  assert.equal(await isColoured([], { tty: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }), false);
  assert.equal(await isColoured([], { tty: false, env: { FORCE_COLOR: '1' } }), true);
  assert.equal(await isColoured([], { tty: true, env: { FORCE_COLOR: '0' } }), false);
  assert.equal(await isColoured([], { tty: true, env: { TERM: 'dumb' } }), false);
  assert.equal(await isColoured(['--color=always'], { env: { NO_COLOR: '1' } }), true);
});

test('A reader that went away changes nothing about the status and is not mentioned.', async () => {
  for (const stdoutError of ['EPIPE', 'EIO']) {
    const ran = await nlapply(['diff', 'c.yaml'], { ...fakes, stdoutError });
    assert.deepEqual(ran, { status: 0, stdout: '', stderr: '' });
  }
});

test('Output that could not be written is an error, since it is what was asked for.', async () => {
  const { status, stderr } = await nlapply(['snapshot'], { ...fakes, stdoutError: 'ENOSPC' });
  assert.equal(status, 1);
  assert.equal(stderr, 'nlapply: cannot write to standard output: ENOSPC: write\n');
});

test('A graver status is not covered up by output that could not be written.', async () => {
  const diagnostics = [{ severity: 'error', code: 'x', message: 'wrong' } as const];
  const ran = await nlapply(['check', '--json', 'c.yaml'], { diagnostics, stdoutError: 'ENOSPC' });
  assert.equal(ran.status, 78);
});
