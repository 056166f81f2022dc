import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { document, NO_PLAN, nlapply, ROOT } from './harness.ts';

test('--help begins with what the program is and with examples, and ends with status 0.', async () => {
  for (const words of [['--help'], ['-h'], ['help']]) {
    const { status, stdout, stderr } = await nlapply(words);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /^nlapply makes the network .*\n\nExamples:\n {2}nlapply config\.yaml/);
    for (const command of ['apply', 'diff', 'check', 'show', 'snapshot']) {
      assert.match(stdout, new RegExp(`^ {2}${command} +\\w`, 'm'));
    }
  }
});

test('Each command explains itself, examples before options, also as "help COMMAND".', async () => {
  for (const name of ['apply', 'diff', 'check', 'show', 'snapshot']) {
    const { status, stdout } = await nlapply([name, '--help']);
    assert.equal(status, 0);
    assert.ok(stdout.indexOf('Examples:') > 0 && stdout.indexOf('Examples:') < stdout.indexOf('Options:'));
    for (const option of ['--json', '--quiet', '--verbose', '--color']) assert.ok(stdout.includes(option));
    assert.equal((await nlapply(['help', name])).stdout, stdout);
  }
});

test('Help fits into a hundred columns, but for examples.', async () => {
  for (const name of ['apply', 'diff', 'status', 'try', 'rollback', 'migrate']) {
    const { stdout } = await nlapply([name, '--help']);
    const lines = stdout.split('\n');
    const own = lines.filter((line) => !line.startsWith('  nlapply '));
    assert.deepEqual(
      own.filter((line) => line.length > 100),
      [],
      name,
    );
  }
});

test('Options that make no sense for a command are not offered by it.', async () => {
  assert.ok(!(await nlapply(['check', '--help'])).stdout.includes('--netns'));
  assert.ok(!(await nlapply(['diff', '--help'])).stdout.includes('--on-error'));
  assert.equal((await nlapply(['check', '--netns', 'x', 'a.yaml'])).status, 64);
});

test('--version is the version of the package.', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const flag of ['--version', '-V']) {
    assert.deepEqual(await nlapply([flag]), { status: 0, stdout: `${version}\n`, stderr: '' });
  }
});

test('An unknown option is a usage error with the nearest one and a way to help.', async () => {
  const { status, stdout, stderr } = await nlapply(['diff', '--jsno', 'a.yaml']);
  assert.equal(status, 64);
  assert.equal(stdout, '');
  assert.equal(
    stderr,
    'nlapply: unknown option \'--jsno\' (Did you mean --json?)\n  hint: try "nlapply diff --help"\n',
  );
});

test('A mistyped command is not taken for a file.', async () => {
  const { status, stderr } = await nlapply(['dif', 'a.yaml']);
  assert.equal(status, 64);
  assert.match(stderr, /neither a command nor a file "dif" \(Did you mean diff\?\)/);
});

test('Commands that do not exist are refused.', async () => {
  assert.equal((await nlapply(['stat'])).status, 64);
});

test('Values are checked: choices, numbers, what must not be empty.', async () => {
  const wrong = [
    ['--on-error', 'panic'],
    ['--color', 'blue'],
    ['--wait-links', '-1'],
    ['--wait-links', 'soon'],
    ['--netns', ''],
    ['--netns'],
  ];
  for (const words of wrong) {
    const { status, stderr } = await nlapply(['apply', ...words]);
    assert.equal(status, 64, words.join(' '));
    assert.ok(stderr.includes(words[0] ?? ''), stderr);
  }
});

test('Contradictions are refused.', async () => {
  for (const words of [
    ['diff', '--quiet', '--verbose'],
    ['diff', '--state', 's.json', '--netns', 'blue'],
    ['diff', '--state', '-', '-'],
    ['check', '--root-dir', '/mnt', 'a.yaml'],
    ['show', 'a.yaml'],
  ]) {
    assert.equal((await nlapply(words)).status, 64, words.join(' '));
  }
});

test('With --json a usage error, too, is one document.', async () => {
  const { status, stdout, stderr } = await nlapply(['diff', '--json', '--bogus']);
  assert.equal(status, 64);
  const { error } = document(stdout, 'result');
  assert.deepEqual(error, {
    code: 'ERR_USAGE',
    message: "unknown option '--bogus'",
    hint: 'try "nlapply diff --help"',
    exit_status: 64,
  });
  assert.match(stderr, /unknown option/);
});

test('A file named like a command is read when it is written as a path or behind --.', async () => {
  const read: (readonly string[])[] = [];
  const fakes = {
    readSources: async (files: readonly string[]) => {
      read.push(files);
      return [];
    },
    diff: async () => NO_PLAN,
  };
  await nlapply(['--dry-run', './diff'], fakes);
  await nlapply(['diff', 'diff'], fakes);
  await nlapply(['--dry-run', '--', 'diff'], fakes);
  assert.deepEqual(read, [['./diff'], ['diff'], ['diff']]);
});
