import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertDecent, assertRefused } from './support/decency.ts';
import { type Ended, file, nlapply, PROGRAM } from './support/program.ts';

let directory = '';
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'nlapply-streams-'));
  const devices = Array.from(
    { length: 1000 },
    (_, i) => `    b${i}: {addresses: [10.${i >> 8}.${i & 255}.1/24]}\n`,
  );
  file(directory, 'many.yaml', `network:\n  bridges:\n${devices.join('')}`);
  file(
    directory,
    'wrong.yaml',
    `network:\n  bridges:\n${devices.join('').replaceAll('addresses', 'adresses')}`,
  );
  file(
    directory,
    'state.json',
    JSON.stringify({ format_version: 1, links: [], addresses: [], routes: [], rules: [] }),
  );
});
after(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a shell's command line in which `nlapply` is the program; its own status is printed last on standard error. */
function shell(line: string): Ended {
  const script = `cd "$1"; node=$2; program=$3; nlapply() { "$node" "$program" "$@"; echo "status $?" >&2; }; ${line}`;
  return nlapply([], { through: ['sh', '-c', script, 'sh', directory, process.execPath, PROGRAM] });
}

const PLAN = 'nlapply diff --state state.json many.yaml';

test('A reader that has enough after one line changes neither the status nor the peace.', () => {
  for (const line of [PLAN, PLAN.replace('diff', 'diff --json')]) {
    const run = shell(`${line} | head -1`);
    assertDecent(run);
    assert.equal(run.stderr, 'status 2\n');
    assert.equal(run.stdout.split('\n').length, 2);
  }
  assert.equal(shell('nlapply check wrong.yaml 2>&1 >/dev/null | head -1').stdout.split('\n').length, 2);
});

test('Without standard output the work is done and the status says how.', () => {
  const run = shell(`${PLAN} >&-`);
  assertDecent(run);
  assert.match(run.stderr, /status [12]\n$/);
  assert.match(shell('nlapply check wrong.yaml >&-').stderr, /status 78\n$/);
});

test('Without standard error the status says all.', () => {
  const run = shell('"$node" "$program" check wrong.yaml 2>&-; echo "status $?"');
  assert.deepEqual([run.stdout, run.stderr], ['status 78\n', '']);
  assert.match(
    shell('"$node" "$program" check many.yaml 2>&-; echo "status $?"').stdout,
    /valid\nstatus 0\n$/,
  );
});

test('Without standard input only what is to be read from there is missing.', () => {
  const run = shell(`${PLAN} <&-`);
  assertDecent(run);
  assert.match(run.stderr, /^status 2\n$/);
  for (const nothing of ['<&-', '< .', '< /dev/null']) {
    const empty = shell(`nlapply check - ${nothing}`);
    assertDecent(empty, nothing);
    assert.match(empty.stderr, /nothing came from standard input[\s\S]*status 78\n$/, nothing);
  }
});

test('All three streams closed, and the status is still right.', () => {
  assert.equal(shell('"$node" "$program" check wrong.yaml <&- >&- 2>&-; exit $?').status, 78);
  assert.equal(shell('"$node" "$program" check many.yaml <&- >&- 2>&-; exit $?').status, 0);
});

test('A full disk under an output is an error, and said where it can be.', () => {
  const run = shell(`${PLAN} > /dev/full`);
  assert.match(run.stderr, /^nlapply: cannot write to standard output: .*ENOSPC.*\nstatus 1\n$/);
  assert.equal(shell('"$node" "$program" check wrong.yaml 2>/dev/full; exit $?').status, 78);
});

test('Standard output opened for reading only is an error.', () => {
  const fd = openSync('/dev/null', 'r');
  try {
    const run = nlapply(['check', join(directory, 'many.yaml')], { stdio: ['ignore', fd, 'pipe'] });
    assertRefused(run, 1, /cannot write to standard output: .*EBADF/);
  } finally {
    closeSync(fd);
  }
});
