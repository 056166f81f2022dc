import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplyOptions, ApplyResult } from '../../src/engine/index.ts';
import { EXIT, NlapplyError, type Plan, type Step } from '../../src/model/index.ts';
import { document, NO_PLAN, nlapply, ONE_BRIDGE } from './harness.ts';

const STEP: Step = {
  action: 'create',
  kind: 'link',
  key: 'br0',
  name: 'bridge br0',
  before: null,
  after: { type: 'link', name: 'br0', kind: 'bridge', attributes: { state: 'up' } },
  changes: [],
  reason: 'declared',
  source: { file: 'config.yaml', line: 3, column: 5 },
  notes: [],
};
const PLAN: Plan = { ...NO_PLAN, steps: [STEP] };
const DONE: ApplyResult = { plan: PLAN, failures: [], rolledBack: false, remaining: [], interrupted: false };
const FAILED: ApplyResult = {
  ...DONE,
  failures: [{ step: STEP, code: 'EEXIST', message: 'File exists', hint: 'remove the other one' }],
};

const run = (result: ApplyResult, ...words: string[]) =>
  nlapply([...words, 'config.yaml'], { declaration: ONE_BRIDGE, apply: async () => result });

test('What was done is printed, with a summary; status 0.', async () => {
  const { status, stdout, stderr } = await run(DONE);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.equal(
    stdout,
    '  + bridge br0   config.yaml:3:5\n' +
      '      state      up\n' +
      '\n' +
      'Applied: 1 added, 0 changed, 0 replaced, 0 removed.\n',
  );
  assert.equal(document((await run(DONE, '--json')).stdout, 'result')['outcome'], 'applied');
});

test('When nothing is to be done, one sentence says so; status 0.', async () => {
  const result = { ...DONE, plan: NO_PLAN };
  assert.deepEqual(await run(result), {
    status: 0,
    stdout: 'Nothing to do: 2 objects are as declared.\n',
    stderr: '',
  });
  assert.equal(document((await run(result, '--json')).stdout, 'result')['outcome'], 'in-sync');
});

test('With --quiet a success says nothing.', async () => {
  assert.deepEqual(await run(DONE, '--quiet'), { status: 0, stdout: '', stderr: '' });
});

test('What the kernel refused stands on standard error with its place and a hint; status 1.', async () => {
  const { status, stdout, stderr } = await run({ ...FAILED, rolledBack: true }, '--quiet');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.equal(
    stderr,
    'config.yaml:3:5: error: bridge br0: File exists (EEXIST)\n' +
      '  hint: remove the other one\n' +
      'All changes of this run were rolled back: the state is as it was before.\n',
  );
});

test('After a rollback no step is claimed to be done.', async () => {
  const { stdout } = await run({ ...FAILED, rolledBack: true });
  assert.equal(stdout, '');
  const result = document((await run({ ...FAILED, rolledBack: true }, '--json')).stdout, 'result');
  assert.equal(result['outcome'], 'failed');
  assert.equal(result['rolled_back'], true);
});

test('With --on-error continue the steps that succeeded are listed without those that did not.', async () => {
  const other: Step = { ...STEP, key: 'br1', name: 'bridge br1', after: null, changes: [] };
  const result = { ...FAILED, plan: { ...PLAN, steps: [STEP, other] }, remaining: [STEP] };
  const { status, stdout, stderr } = await run(result, '--on-error', 'continue');
  assert.equal(status, 1);
  assert.match(stdout, /^ {2}\+ bridge br1 .*\n\nApplied: 1 added/);
  assert.match(stderr, /File exists.*\n.*\n\nLeft to do:\n {2}\+ bridge br0/);
});

test('A verification that finds something left is a failure that names it.', async () => {
  const { status, stdout, stderr } = await run({ ...DONE, remaining: [STEP] });
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(
    stderr,
    /^error: verification failed: 1 object is not as declared after the run\n {2}\+ bridge br0/,
  );
});

test('What an old kernel takes and leaves out is named with the kernel that knows it.', async () => {
  const changes = [{ attribute: 'bond.lacp-active', before: null, after: false }];
  const { stderr } = await run({ ...DONE, remaining: [{ ...STEP, action: 'change', changes }] });
  assert.match(stderr, /verification failed[\s\S]*hint: bond\.lacp-active needs Linux 5\.15 or newer\n$/);
});

test('A declared NIC that is missing is a failure although nothing was refused; a warning is not.', async () => {
  const problem = { code: 'link-missing', message: 'there is no link eth7', source: null } as const;
  const plan = { ...NO_PLAN, problems: [{ ...problem, severity: 'error' as const }] };
  const { status, stderr } = await run({ ...DONE, plan });
  assert.equal(status, 1);
  assert.equal(stderr, 'error: there is no link eth7\n');
  const warned = { ...NO_PLAN, problems: [{ ...problem, severity: 'warning' as const }] };
  assert.equal((await run({ ...DONE, plan: warned })).stderr, 'warning: there is no link eth7\n');
  assert.deepEqual(await run({ ...DONE, plan: warned }, '-q'), { status: 0, stdout: '', stderr: '' });
});

test('A problem that stops everything is reported as such and not as a failed verification.', async () => {
  const problems = [
    { code: 'x', severity: 'error', message: 'two NICs match', source: null, stops: true } as const,
  ];
  const { status, stderr } = await run({ ...DONE, plan: { ...PLAN, problems }, remaining: [STEP] });
  assert.equal(status, 1);
  assert.equal(stderr, 'error: two NICs match\nNothing was changed.\n');
});

test('The engine gets what the options say, and the defaults of those not given.', async () => {
  const seen: ApplyOptions[] = [];
  const apply = async (_: unknown, options: ApplyOptions) => {
    seen.push(options);
    return DONE;
  };
  await nlapply(['config.yaml'], { apply });
  await nlapply(
    [
      'apply',
      '--netns',
      'blue',
      '--on-error=continue',
      '--allow-recreate',
      '--force',
      '--wait-links',
      '2.5',
    ].concat(['--state-dir', '/tmp/s', '--no-verify', 'config.yaml']),
    { apply },
  );
  const [plainly, fully] = seen.map(({ signal, progress, sshConnection, program, files, ...rest }) => rest);
  const defaults = { stateDir: '/run/nlapply', waitLinks: 0, onError: 'rollback' };
  assert.deepEqual(plainly, { ...defaults, allowRecreate: false, force: false, verify: true });
  assert.deepEqual(fully, {
    netns: 'blue',
    stateDir: '/tmp/s',
    waitLinks: 2.5,
    onError: 'continue',
    allowRecreate: true,
    force: true,
    verify: false,
  });
});

test('Progress and, with --verbose, each request go to standard error.', async () => {
  const apply = async (_: unknown, { trace, progress }: ApplyOptions) => {
    trace?.('RTM_NEWLINK br0\u001b[2J');
    progress?.('waiting up to 3 s for eth0');
    return DONE;
  };
  assert.equal((await nlapply(['config.yaml'], { apply })).stderr, 'nlapply: waiting up to 3 s for eth0\n');
  assert.equal((await nlapply(['-q', 'config.yaml'], { apply })).stderr, '');
  assert.match((await nlapply(['-v', 'config.yaml'], { apply })).stderr, /^RTM_NEWLINK br0\\u\{1b\}\[2J\n/);
});

test('Every error of the engine keeps its exit status: 75 locked, 77 privilege, 1 others.', async () => {
  for (const exitCode of [EXIT.locked, EXIT.privilege, EXIT.failed]) {
    const apply = async () => {
      throw new NlapplyError('ERR_SUCH', exitCode, 'it cannot be', { hint: 'do this' });
    };
    const { status, stdout, stderr } = await nlapply(['--json', 'config.yaml'], { apply });
    assert.equal(status, exitCode);
    assert.equal(stderr, 'nlapply: it cannot be\n  hint: do this\n');
    assert.deepEqual(document(stdout, 'result')['error'], {
      code: 'ERR_SUCH',
      message: 'it cannot be',
      hint: 'do this',
      exit_status: exitCode,
    });
  }
});

test('An error nobody foresaw is one line; its stack is shown only with --verbose.', async () => {
  const apply = async () => {
    throw new TypeError('x is not a function\nat all');
  };
  const { status, stderr } = await nlapply(['config.yaml'], { apply });
  assert.equal(status, 1);
  assert.match(stderr, /^nlapply: unexpected error: x is not a function\n {2}hint: .*--verbose.*\n$/);
  assert.match((await nlapply(['-v', 'config.yaml'], { apply })).stderr, /\n {4}at /);
  assert.equal(document((await nlapply(['--json'], { apply })).stdout, 'result')['format_version'], 1);
});

test('--dry-run is diff: it plans, writes nothing and has the exit status of diff.', async () => {
  const fakes = { declaration: ONE_BRIDGE, diff: async () => PLAN };
  const dry = await nlapply(['-n', 'config.yaml'], fakes);
  assert.deepEqual(dry, await nlapply(['diff', 'config.yaml'], fakes));
  assert.equal(dry.status, 2);
});
