import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EMPTY_RECORD } from '../../src/engine/record/record.ts';
import { newCheckpoint } from '../../src/engine/state/checkpoint.ts';
import { bootId } from '../../src/engine/state/clock.ts';
import { openStore } from '../../src/engine/state/state-store.ts';
import type { Trial } from '../../src/engine/state/trial.ts';
import { trialFiles } from '../../src/engine/state/trial-files.ts';
import { holdGuardianLock, isGuarded } from '../../src/engine/trial/guardian-lock.ts';
import { killProcess, thisProcess } from '../../src/engine/trial/process.ts';
import { startGuardian } from '../../src/engine/trial/start-guardian.ts';
import { NlapplyError } from '../../src/model/index.ts';
import { machine } from './samples.ts';

const TRIAL: Trial = {
  format_version: 1,
  boot_id: bootId(),
  checkpoint: 'one',
  deadline: 7,
  timeout: 5,
  front: thisProcess(),
};

function scratch(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('A trial is pending from its beginning to its end, and then it is known how it ended.', (t) => {
  const directory = scratch(t);
  const files = trialFiles(directory);
  assert.equal(files.pending(), undefined);
  assert.equal(files.lastEnded(), undefined);
  files.begin(TRIAL);
  assert.deepEqual(files.pending(), TRIAL);
  assert.equal(statSync(join(directory, 'trial.json')).mode & 0o777, 0o600);
  const ended = files.end(TRIAL, 'timed-out', true);
  assert.equal(files.pending(), undefined);
  assert.deepEqual(files.lastEnded(), ended);
  assert.deepEqual([ended.checkpoint, ended.state, ended.complete], ['one', 'timed-out', true]);
});

test('A trial ends even where there is no room to say how.', (t) => {
  const directory = scratch(t);
  const files = trialFiles(directory);
  files.begin(TRIAL);
  // What is written whole cannot take the place of a directory.
  mkdirSync(join(directory, 'trial.last.json', 'x'), { recursive: true });
  files.end(TRIAL, 'confirmed', false);
  assert.equal(files.pending(), undefined);
});

test('A trial is over when somebody has ended it, not when its files are gone or unreadable.', (t) => {
  const directory = scratch(t);
  const files = trialFiles(directory);
  files.begin(TRIAL);
  assert.ok(!files.isOver(TRIAL));
  rmSync(join(directory, 'trial.json'));
  assert.ok(!files.isOver(TRIAL));
  writeFileSync(join(directory, 'trial.json'), '{');
  assert.ok(!files.isOver(TRIAL));
  files.end(TRIAL, 'confirmed', false);
  assert.ok(files.isOver(TRIAL));
  const next = { ...TRIAL, checkpoint: 'two' };
  files.begin(next);
  assert.ok(files.isOver(TRIAL) && !files.isOver(next));
  // Without room to say how it ended, it is known all the same that it has.
  mkdirSync(join(directory, 'trial.last.json.new', 'x'), { recursive: true });
  files.end(next, 'rolled-back', true);
  assert.ok(files.isOver(next));
  assert.equal(files.lastEnded(), undefined);
});

test('What is damaged, or of another boot, is no trial.', (t) => {
  const directory = scratch(t);
  const files = trialFiles(directory);
  const path = join(directory, 'trial.json');
  const wrong: unknown[] = [
    '',
    [],
    { ...TRIAL, boot_id: 'another' },
    { ...TRIAL, deadline: 'soon' },
    { ...TRIAL, front: { pid: 1, start: '5' } },
    { ...TRIAL, front: { pid: -1, start: '5' } },
    { ...TRIAL, front: null },
  ];
  for (const content of wrong) {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    assert.equal(files.pending(), undefined, JSON.stringify(content));
  }
});

test('What stands in the place of a trial’s file is complained of by name.', (t) => {
  const directory = scratch(t);
  const path = join(directory, 'trial.json');
  symlinkSync('/etc/passwd', path);
  const complaint = { name: 'NlapplyError', code: 'ERR_STATE_DIR', exitCode: 1 };
  assert.throws(() => trialFiles(directory).pending(), complaint);
  rmSync(path);
  mkdirSync(path);
  assert.throws(() => trialFiles(directory).pending(), {
    ...complaint,
    message: /trial\.json.*not a regular file/,
  });
});

test('A process is ended when it is the one that is meant, and not when it only has its number.', async () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  killProcess({ pid, start: 'another' });
  assert.equal(child.exitCode ?? child.signalCode, null);
  process.kill(pid, 0);
  const gone = once(child, 'exit');
  const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  killProcess({ pid, start });
  assert.deepEqual(await gone, [null, 'SIGKILL']);
  // It is no more, and that is no error.
  killProcess({ pid, start });
});

test('There is one guardian, and it lives as long as it holds the lock.', async (t) => {
  const directory = scratch(t);
  assert.equal(isGuarded(directory), false);
  assert.equal(await holdGuardianLock(directory), true);
  assert.equal(isGuarded(directory), true);
});

test('A guardian that does not get ready is told of, with its own words.', async (t) => {
  const stateDir = scratch(t);
  const words: [readonly string[], RegExp][] = [
    [['/nowhere/node'], /cannot be started: spawn \/nowhere\/node ENOENT/],
    [['sh', '-c', 'echo no room >&2'], /cannot be started: no room$/],
    [['true'], /cannot be started: it has ended$/],
    [[], /does not know how it was started/],
  ];
  for (const [program, message] of words)
    await assert.rejects(
      startGuardian({ stateDir, program }),
      (error) => error instanceof NlapplyError && error.exitCode === 1 && message.test(error.message),
    );
});

test('A checkpoint that is withdrawn gives way to the one before; later ones of the same run do not.', (t) => {
  const stateDir = join(scratch(t), 'state');
  const checkpoint = (file: string) => newCheckpoint(machine({}), EMPTY_RECORD, [file]);
  const first = openStore(stateDir, undefined);
  first.saveCheckpoint(checkpoint('first'));
  first.unlock();
  const second = openStore(stateDir, undefined);
  t.after(() => second.unlock());
  second.saveCheckpoint(checkpoint('second'));
  second.saveCheckpoint(checkpoint('third'));
  assert.deepEqual(second.loadCheckpoint()?.files, ['third']);
  second.withdrawCheckpoint();
  assert.deepEqual(second.loadCheckpoint()?.files, ['first']);
  second.removeCheckpoint();
  assert.equal(second.loadCheckpoint(), undefined);
  const [namespace = ''] = readdirSync(stateDir);
  assert.deepEqual(readdirSync(join(stateDir, namespace)), ['lock']);
});
