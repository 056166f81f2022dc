import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { ApplyOptions, ApplyResult } from '../../src/engine/index.ts';
import { document, NO_PLAN, nlapply } from './harness.ts';

const STOPPED: ApplyResult = {
  plan: NO_PLAN,
  failures: [],
  rolledBack: true,
  remaining: [],
  interrupted: true,
};

test('The first signal aborts the run, the engine ends it, and the status is the shell’s for that signal.', async () => {
  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const) {
    const signals = new EventEmitter();
    const apply = async (_: unknown, options: ApplyOptions) => {
      signals.emit(signal, signal);
      assert.equal(options.signal?.aborted, true);
      return STOPPED;
    };
    const { status, stderr, stdout } = await nlapply(['--json', 'c.yaml'], { apply, signals });
    assert.equal(status, expected);
    assert.match(stderr, new RegExp(`${signal}: stopping as soon as`));
    assert.match(stderr, /rolled back/);
    assert.equal(document(stdout, 'result')['interrupted'], signal);
  }
});

test('Further signals are answered and do not tear the rollback.', async () => {
  const signals = new EventEmitter();
  const apply = async () => {
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGTERM', 'SIGTERM');
    return STOPPED;
  };
  const { status, stderr } = await nlapply(['-q', 'c.yaml'], { apply, signals });
  assert.equal(status, 130);
  assert.match(stderr, /SIGINT: already stopping/);
  assert.match(stderr, /SIGTERM: already stopping/);
});

test('A signal that came too late to stop anything leaves the status of what was done.', async () => {
  const signals = new EventEmitter();
  const apply = async () => {
    signals.emit('SIGTERM', 'SIGTERM');
    return { ...STOPPED, rolledBack: false, interrupted: false };
  };
  assert.equal((await nlapply(['c.yaml'], { apply, signals })).status, 0);
});

test('An AbortError of the engine is an interruption, not an unexpected error.', async () => {
  const signals = new EventEmitter();
  const apply = async (_: unknown, { signal }: ApplyOptions) => {
    signals.emit('SIGINT', 'SIGINT');
    signal?.throwIfAborted();
    return STOPPED;
  };
  const { status, stdout, stderr } = await nlapply(['--json', 'c.yaml'], { apply, signals });
  assert.equal(status, 130);
  assert.match(stderr, /interrupted by SIGINT/);
  assert.equal(document(stdout, 'result')['format_version'], 1);
});

test('SIGHUP does not end a run.', async () => {
  const signals = new EventEmitter();
  const apply = async (_: unknown, { signal }: ApplyOptions) => {
    assert.ok(signals.emit('SIGHUP', 'SIGHUP'));
    assert.equal(signal?.aborted, false);
    return { ...STOPPED, rolledBack: false, interrupted: false };
  };
  assert.equal((await nlapply(['c.yaml'], { apply, signals })).status, 0);
});

test('A signal while the outcome is told does not end the program by itself; another one does, and a new run begins anew.', async () => {
  const signals = new EventEmitter();
  const apply = async () => ({ ...STOPPED, rolledBack: false, interrupted: false });
  for (let runs = 0; runs < 3; runs += 1) await nlapply(['c.yaml'], { apply, signals });
  assert.deepEqual(
    signals.eventNames().map((name) => signals.listenerCount(name)),
    [1, 1, 1, 1],
  );
  signals.emit('SIGINT', 'SIGINT');
  assert.deepEqual(signals.eventNames(), []);
});

test('A signal while missing NICs are waited for is an interruption although there was nothing to stop.', async () => {
  const signals = new EventEmitter();
  const problems = [{ code: 'link-missing', severity: 'error', message: 'no eth7', source: null } as const];
  const apply = async () => {
    signals.emit('SIGTERM', 'SIGTERM');
    return { ...STOPPED, plan: { ...NO_PLAN, problems }, rolledBack: false, interrupted: false };
  };
  assert.equal((await nlapply(['c.yaml'], { apply, signals })).status, 143);
});
