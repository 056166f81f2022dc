import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, type Diagnostic } from '../../src/model/index.ts';
import { document, nlapply, ONE_BRIDGE } from './harness.ts';

const WARNING: Diagnostic = { severity: 'warning', code: 'deprecated', message: 'gateway4 is old' };
const ERROR: Diagnostic = {
  severity: 'error',
  code: 'unknown-key',
  message: 'unknown key "adresses"',
  place: { file: 'c.yaml', line: 6, column: 5 },
  width: 8,
  hint: 'did you mean "addresses"?',
  sourceLine: '    adresses: [192.0.2.1/24]',
};

test('A valid configuration is counted; no engine is needed.', async () => {
  const ran = await nlapply(['check', 'c.yaml'], { declaration: ONE_BRIDGE });
  assert.deepEqual(ran, { status: 0, stdout: '0 files, 1 device: valid\n', stderr: '' });
  assert.deepEqual(await nlapply(['check', '-q', 'c.yaml']), { status: 0, stdout: '', stderr: '' });
});

test('Warnings are printed and do not make it invalid.', async () => {
  const ran = await nlapply(['check', 'c.yaml'], { diagnostics: [WARNING] });
  assert.equal(ran.status, 0);
  assert.equal(ran.stderr, 'warning: gateway4 is old\n');
  const json = await nlapply(['check', '--json', 'c.yaml'], { diagnostics: [WARNING] });
  assert.equal(document(json.stdout, 'diagnostics')['valid'], true);
});

test('All complaints are printed with line and caret; status 78.', async () => {
  const { status, stdout, stderr } = await nlapply(['check', 'c.yaml'], { diagnostics: [WARNING, ERROR] });
  assert.equal(status, 78);
  assert.equal(stdout, '');
  assert.equal(
    stderr,
    'warning: gateway4 is old\n' +
      'c.yaml:6:5: error: unknown key "adresses"\n' +
      ' 6 |     adresses: [192.0.2.1/24]\n' +
      '   |     ^~~~~~~~\n' +
      '  hint: did you mean "addresses"?\n' +
      'nlapply: the configuration is not valid: 1 error, 1 warning\n',
  );
});

test('--json is a document by its schema, also when not even the files could be read.', async () => {
  const found = await nlapply(['check', '--json', 'c.yaml'], { diagnostics: [ERROR] });
  assert.equal(found.status, 78);
  const expected = { format_version: 1, valid: false, files: 0, devices: null, diagnostics: [ERROR] };
  assert.deepEqual(document(found.stdout, 'diagnostics'), expected);
  const unread = await nlapply(['check', '--json', 'c.yaml'], {
    readSources: async () => {
      throw new ConfigError([ERROR]);
    },
  });
  assert.equal(unread.status, 78);
  assert.deepEqual(document(unread.stdout, 'diagnostics'), expected);
});

test('Other commands refuse an invalid configuration with the same complaints and do not reach the engine.', async () => {
  for (const command of ['apply', 'diff']) {
    const { status, stdout, stderr } = await nlapply([command, '--json', 'c.yaml'], { diagnostics: [ERROR] });
    assert.equal(status, 78);
    assert.match(stderr, /unknown key "adresses"/);
    assert.deepEqual(document(stdout, 'result')['diagnostics'], [ERROR]);
  }
});

test('--quiet drops the warnings and keeps the errors.', async () => {
  const { stderr } = await nlapply(['check', '-q', 'c.yaml'], { diagnostics: [WARNING, ERROR] });
  assert.doesNotMatch(stderr, /gateway4/);
  assert.match(stderr, /adresses/);
});
