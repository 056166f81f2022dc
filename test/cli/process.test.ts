import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROGRAM } from '../breakage/support/program.ts';
import { document } from './harness.ts';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'nlapply-cli-'));

function nlapply(words: readonly string[], options: { input?: string; env?: object; stdout?: number } = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
    cwd: DIRECTORY,
    encoding: 'utf8',
    input: options.input ?? '',
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...options.env },
    ...(options.stdout !== undefined && { stdio: ['pipe', options.stdout, 'pipe'] }),
  });
  assert.equal(signal, null);
  return { status, stdout, stderr };
}

/** A file of the given text in the directory in which the program runs. */
function file(name: string, text: string): string {
  writeFileSync(join(DIRECTORY, name), text);
  return name;
}

const VALID = file(
  'valid.yaml',
  'network:\n  version: 2\n  bridges:\n    br0: {addresses: [192.0.2.1/24]}\n',
);
const STATE = file(
  'state.json',
  JSON.stringify({ format_version: 1, links: [], addresses: [], routes: [], rules: [] }),
);

test('The program starts, explains itself and ends with 0.', () => {
  const { status, stdout, stderr } = nlapply(['--help']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /^nlapply makes/);
});

test('V8 knows each flag that is set for a large configuration', () => {
  const bridges = Array.from({ length: 1000 }, (_, i) => `    br${i}: {}\n`).join('');
  const { status, stderr } = nlapply(['check', '-'], { input: `network:\n  bridges:\n${bridges}` });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('check reads files and standard input.', () => {
  assert.deepEqual(nlapply(['check', VALID]), { status: 0, stdout: '1 file, 1 device: valid\n', stderr: '' });
  const { status, stderr } = nlapply(['check', '-'], { input: 'network:\n  bridgs: {}\n' });
  assert.equal(status, 78);
  assert.match(stderr, /^<stdin>:2:3: error: .*bridgs.*\n 2 \| {3}bridgs: \{\}\n {3}\| {3}\^~~~~~\n/);
});

test('Standard input that is no UTF-8 is refused instead of being guessed at.', () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'check', '-'], {
    input: Buffer.from([0x6e, 0xff, 0x0a]),
    encoding: 'utf8',
  });
  assert.equal(status, 78);
  assert.match(stderr, /<stdin>.* is not UTF-8/);
});

test('A missing file is named; status 78, also as a document.', () => {
  const { status, stdout, stderr } = nlapply(['diff', '--json', 'missing.yaml']);
  assert.equal(status, 78);
  assert.match(stderr, /missing\.yaml/);
  assert.equal(document(stdout, 'result')['format_version'], 1);
});

test('diff against a snapshot needs no kernel and says where things come from.', () => {
  const { status, stdout } = nlapply(['diff', '--state', STATE, VALID]);
  assert.equal(status, 2);
  assert.match(stdout, /^ {2}\+ bridge br0 .*valid\.yaml:4:5\n/);
  assert.match(stdout, /\nPlan: \d to add, 0 to change, 0 to replace, 0 to remove\.\n$/);
  document(nlapply(['diff', '--json', '--state', STATE, VALID]).stdout, 'plan');
});

test('A file may be named like a command.', () => {
  file('diff', 'network: {version: 2, bridges: {}}\n');
  assert.equal(nlapply(['check', './diff']).status, 0);
  assert.equal(nlapply(['check', 'diff']).status, 0);
  assert.equal(nlapply(['--dry-run', '--', 'diff', '--json']).status, 78);
});

test('Colours follow --color and the environment.', () => {
  const diff = (env: object, ...words: string[]) =>
    nlapply(['diff', '--state', STATE, VALID, ...words], { env }).stdout.includes('\u001b[');
  assert.equal(diff({}), false);
  assert.equal(diff({}, '--color=always'), true);
  assert.equal(diff({ NO_COLOR: '1' }, '--color=always'), true);
  assert.equal(diff({ FORCE_COLOR: '1' }), true);
  assert.equal(diff({ FORCE_COLOR: '1' }, '--color=never'), false);
});

test('A reader that goes away early changes neither the status nor the peace.', async () => {
  const many = Array.from({ length: 5000 }, (_, i) => `    b${i}: {}\n`).join('');
  const large = file('large.yaml', `network:\n  version: 2\n  bridges:\n${many}`);
  const child = spawn(process.execPath, [PROGRAM, 'diff', '--state', STATE, large], { cwd: DIRECTORY });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(status, 2);
  assert.equal(stderr, '');
});

test('A full disk under standard output is an error.', () => {
  const { status, stderr } = nlapply(['check', VALID], { stdout: openSync('/dev/full', 'w') });
  assert.equal(status, 1);
  assert.match(stderr, /^nlapply: cannot write to standard output: ENOSPC/);
});

/** The packages and addons that a command line loads. */
function loadedBy(words: readonly string[]): string {
  const script = `import { processHost } from ${JSON.stringify(new URL('../../src/cli/process-host.js', import.meta.url).href)};
    import { run } from ${JSON.stringify(new URL('../../src/cli/program.js', import.meta.url).href)};
    await run(${JSON.stringify(words)}, processHost());
    console.error(Object.keys((await import('node:module')).createRequire('/').cache).join('\\n'));
    console.error((await import('node:fs')).readFileSync('/proc/self/maps', 'utf8'));`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  return stderr;
}

test("The help needs no package, and a command's help only commander.", () => {
  assert.doesNotMatch(loadedBy(['--help']), /node_modules|\.node$|validators/m);
  const loaded = loadedBy(['check', '--help']);
  assert.match(loaded, /commander/);
  assert.doesNotMatch(loaded, /\/yaml\/|\.node$|validators/m);
});
