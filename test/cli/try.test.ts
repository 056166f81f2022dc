import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { EndedTrial, RunningTrial, TrialState, Tried, TryOptions } from '../../src/engine/index.ts';
import { NlapplyError, type Plan, type Step } from '../../src/model/index.ts';
import { document, type Fakes, NO_PLAN, nlapply, ONE_BRIDGE, type Ran } from './harness.ts';

const STEP: Step = {
  action: 'create',
  kind: 'link',
  key: 'br0',
  name: 'bridge br0',
  before: null,
  after: { type: 'link', name: 'br0', kind: 'bridge', attributes: {} },
  changes: [],
  reason: 'declared',
  source: null,
  notes: [],
};
const PLAN: Plan = { ...NO_PLAN, steps: [STEP] };
const RESULT = { plan: PLAN, failures: [], rolledBack: false, remaining: [], interrupted: false };

const ended = (state: TrialState, complete = state !== 'confirmed'): EndedTrial => ({
  format_version: 1,
  boot_id: 'b',
  checkpoint: 'c',
  state,
  complete,
  time: '2026-11-26T00:00:00.000Z',
});

/** A trial that ends as it is told, or by itself as `alone` says. */
function running(alone?: EndedTrial): RunningTrial {
  let settle: (end: EndedTrial) => void = () => {};
  const over =
    alone === undefined ? new Promise<EndedTrial>((done) => (settle = done)) : Promise.resolve(alone);
  const end = async (how: EndedTrial): Promise<EndedTrial> => {
    settle(how);
    return over;
  };
  return {
    secondsLeft: () => 7,
    over,
    confirm: () => end(ended('confirmed')),
    rollBack: () => end(ended('rolled-back')),
  };
}

const tried = (parts: Partial<Tried>): NonNullable<Fakes['try']> => {
  return async () => ({ result: RESULT, ended: null, trial: null, ...parts });
};

const run = (start: Fakes['try'], fakes: Fakes = {}, ...words: string[]): Promise<Ran> =>
  nlapply(['try', ...words, 'config.yaml'], {
    declaration: ONE_BRIDGE,
    ...fakes,
    ...(start !== undefined && { try: start }),
  });

test('ENTER keeps what is on trial.', async () => {
  const { status, stdout, stderr } = await run(tried({ trial: running() }), { stdin: '\n' });
  assert.equal(status, 0);
  assert.match(
    stdout,
    /bridge br0\n\nApplied: 1 added[\s\S]*\nConfirmed: the network stays as it is now\.\n$/,
  );
  assert.match(stderr, /^nlapply: on trial for 120 s: ENTER or "nlapply confirm" keeps it, Ctrl-C or/);
});

test('An input that ends, or a half line, is no answer.', async () => {
  for (const stdin of ['', 'y']) {
    const alone = new Promise<EndedTrial>((done) => setTimeout(() => done(ended('timed-out')), 20));
    const trial = { ...running(), over: alone };
    const { status, stderr } = await run(tried({ trial }), { stdin });
    assert.equal(status, 1);
    assert.match(stderr, /All changes of this run were rolled back[\s\S]*not confirmed within 120 s\n$/);
  }
});

test('A signal takes it back.', async () => {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const) {
    const signals = new EventEmitter();
    const start: Fakes['try'] = async () => {
      setImmediate(() => signals.emit(signal, signal));
      return { result: RESULT, ended: null, trial: running() };
    };
    const ran = await run(start, { signals }, '--json');
    assert.equal(ran.status, status);
    const { outcome, trial, rolled_back } = document(ran.stdout, 'result');
    assert.deepEqual(
      [outcome, trial, rolled_back],
      ['interrupted', { state: 'rolled-back', timeout: 120 }, true],
    );
  }
});

test('Configuration from standard input leaves no ENTER to wait for.', async () => {
  const readSources: Fakes['readSources'] = async () => [{ file: '-', text: '' }];
  const { stderr } = await nlapply(['try', '-'], {
    declaration: ONE_BRIDGE,
    readSources,
    stdin: '\n',
    try: tried({ trial: running(ended('confirmed')) }),
  });
  assert.match(stderr, /on trial for 120 s: "nlapply confirm" keeps it/);
});

test('On a terminal the seconds count down.', async () => {
  const trial = running(ended('confirmed'));
  const { stderr } = await run(tried({ trial }), { tty: true });
  assert.match(stderr, /ENTER or .*takes it back\n\r\u001b\[Kgoes back by itself in 7 s \r\u001b\[K$/);
  for (const line of stderr.split('\n')) assert.ok(line.length < 80, `${line} fits a terminal`);
});

test('On a terminal nothing is written behind the seconds.', async () => {
  const signals = new EventEmitter();
  const started: Fakes['try'] = async () => {
    setImmediate(() => signals.emit('SIGINT', 'SIGINT'));
    return { result: RESULT, ended: null, trial: running() };
  };
  const { stderr, status } = await run(started, { tty: true, signals });
  assert.equal(status, 130);
  assert.match(stderr, /goes back by itself in 7 s \r\u001b\[Knlapply: SIGINT: stopping/);
});

test('With nothing to try there is no trial.', async () => {
  const ran = await run(tried({ result: { ...RESULT, plan: NO_PLAN } }), {}, '--json');
  assert.equal(ran.status, 0);
  const { outcome, trial } = document(ran.stdout, 'result');
  assert.deepEqual([outcome, trial], ['in-sync', null]);
});

test('A trial that failed, or took too long, is over: status 1.', async () => {
  for (const state of ['rolled-back', 'timed-out'] as const) {
    const result = { ...RESULT, rolledBack: true, interrupted: state === 'timed-out' };
    const ran = await run(tried({ result, ended: ended(state) }), {}, '--json');
    assert.equal(ran.status, 1);
    const { outcome, trial } = document(ran.stdout, 'result');
    assert.deepEqual([outcome, trial], ['failed', { state, timeout: 120 }]);
  }
});

test('What could not be taken back is said.', async () => {
  const { status, stderr } = await run(tried({ trial: running(ended('timed-out', false)) }));
  assert.equal(status, 1);
  assert.match(stderr, /not everything could be taken back; "nlapply rollback" tries it again/);
});

test('Confirmed with something that could not be done is still status 1.', async () => {
  const result = { ...RESULT, failures: [{ step: STEP, code: 'EBUSY', message: 'EBUSY: busy' }] };
  const words = ['--on-error', 'continue'];
  assert.equal((await run(tried({ result, trial: running() }), { stdin: '\n' }, ...words)).status, 1);
});

test('The engine gets the time there is, and how the program was started.', async () => {
  const seen: TryOptions[] = [];
  const start: Fakes['try'] = async (_, options) => {
    seen.push(options);
    return { result: { ...RESULT, plan: NO_PLAN }, ended: null, trial: null };
  };
  await run(start, {}, '--timeout', '600', '--on-error', 'continue');
  assert.deepEqual(
    seen.map(({ timeout, onError, program }) => ({ timeout, onError, program })),
    [{ timeout: 600, onError: 'continue', program: [] }],
  );
});

test('A time that is no time for a trial is a usage error.', async () => {
  for (const timeout of ['0', '0.5', '-1', 'soon', '86401', ''])
    assert.equal((await run(undefined, {}, '--timeout', timeout)).status, 64, timeout);
  const { stderr } = await run(undefined, {}, '--timeout', '99999999');
  assert.match(stderr, /'99999999' is invalid\. It must be from 1 to 86400 seconds/);
});

test('confirm says that the trial is kept, or why it cannot be.', async () => {
  const confirm = async (): Promise<EndedTrial> => ended('confirmed');
  assert.equal(
    (await nlapply(['confirm'], { confirm })).stdout,
    'Confirmed: the network stays as it is now.\n',
  );
  const { stdout } = await nlapply(['confirm', '--json'], { confirm });
  assert.deepEqual(document(stdout, 'result')['trial'], { state: 'confirmed' });
  const refuse = async (): Promise<EndedTrial> => {
    throw new NlapplyError('ERR_NO_TRIAL', 1, 'there is no trial to confirm');
  };
  const { status, stderr } = await nlapply(['confirm'], { confirm: refuse });
  assert.deepEqual([status, stderr], [1, 'nlapply: there is no trial to confirm\n']);
});

test('rollback shows the way back and where it leads; what is left is a failure.', async () => {
  const step: Step = {
    ...STEP,
    action: 'remove',
    before: STEP.after,
    after: null,
    reason: 'was not there before',
  };
  const went = {
    plan: { ...NO_PLAN, steps: [step] },
    failures: [],
    remaining: [],
    checkpoint: { time: '2026-11-26T00:00:00.000Z', files: ['a.yaml', 'b.yaml'] },
  };
  const ran = await nlapply(['rollback'], { rollBack: async () => went });
  assert.equal(ran.status, 0);
  assert.equal(
    ran.stdout,
    '  - bridge br0   (was not there before)\n\n' +
      'The network is as it was before the run of a.yaml, b.yaml (2026-11-26T00:00:00.000Z).\n',
  );
  const again: Step = {
    ...STEP,
    reason: '',
    after: { type: 'link', name: 'br0', kind: 'bridge', attributes: { mtu: 1500 } },
  };
  const back = { ...went, plan: { ...NO_PLAN, steps: [again] } };
  const remade = await nlapply(['rollback'], { rollBack: async () => back });
  assert.match(remade.stdout, /^ {2}\+ bridge br0\n\nThe network/);
  const { stdout } = await nlapply(['rollback', '--json'], { rollBack: async () => went });
  assert.deepEqual(document(stdout, 'result')['restored'], went.checkpoint);
  const left = await nlapply(['rollback'], { rollBack: async () => ({ ...went, remaining: [step] }) });
  assert.equal(left.status, 1);
  assert.match(left.stderr, /verification failed: 1 object is not as before\n {2}- bridge br0/);
});

test('The guardian is nothing that people are offered.', async () => {
  assert.doesNotMatch((await nlapply(['--help'])).stdout, /^ {2}guard /m);
  assert.doesNotMatch((await nlapply(['gard'])).stderr, /Did you mean/);
});
