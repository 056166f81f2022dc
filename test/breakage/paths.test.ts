import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertDecent, assertRefused } from './support/decency.ts';
import { file, nlapply, PROGRAM, scratch } from './support/program.ts';

const VALID = 'network: {version: 2, bridges: {br0: {}}}\n';

test('A directory without a YAML file is refused by name.', (t) => {
  const directory = scratch(t);
  file(directory, 'notes.txt', VALID);
  file(directory, '.hidden.yaml', VALID);
  mkdirSync(join(directory, 'deeper.yaml'));
  assertRefused(nlapply(['check', directory]), 78, /error: the directory .* holds no \*\.yaml file/);
});

test('Loops of links, missing files, and files used as directories are each refused for what they are.', (t) => {
  const directory = scratch(t);
  symlinkSync('loop.yaml', join(directory, 'loop.yaml'));
  symlinkSync('/nonexistent/x.yaml', join(directory, 'dangling.yaml'));
  file(directory, 'plain', VALID);
  const at = (name: string) => nlapply(['check', join(directory, name)]);
  assertRefused(at('loop.yaml'), 78, /loop\.yaml: too many symbolic links/);
  assertRefused(at('dangling.yaml'), 78, /dangling\.yaml: no such file/);
  assertRefused(at('plain/x.yaml'), 78, /plain\/x\.yaml: a part of the path is not a directory/);
  assertRefused(at('missing.yaml'), 78, /missing\.yaml: no such file/);
  assertRefused(nlapply(['check', directory]), 78, /dangling[\s\S]*loop\.yaml: too many/);
});

test('All files that cannot be read are told at once.', (t) => {
  const directory = scratch(t);
  const run = nlapply(['check', join(directory, 'a.yaml'), join(directory, 'b.yaml')]);
  assertRefused(run, 78, /a\.yaml: no such file[\s\S]*b\.yaml: no such file/);
});

test('A FIFO is read to its end.', (t) => {
  const directory = scratch(t);
  execFileSync('mkfifo', [join(directory, 'fifo.yaml')]);
  const script = `cat "$1"/valid.yaml > "$1"/fifo.yaml & exec "$2" "$3" check "$1"/fifo.yaml`;
  file(directory, 'valid.yaml', VALID);
  const words = ['-c', script, 'sh', directory, process.execPath, PROGRAM];
  assert.match(execFileSync('sh', words, { encoding: 'utf8', timeout: 20_000 }), /1 device: valid/);
});

test('/dev/null declares nothing; devices that cannot be read are refused.', () => {
  assert.equal(nlapply(['check', '/dev/null']).status, 0);
  assertRefused(nlapply(['check', '/proc/self/mem']), 78, /error: .*\/proc\/self\/mem/);
  assertRefused(nlapply(['check', '/proc/self/environ']), 78, /error: .*\/proc\/self\/environ/);
});

test('A file that may not be read is refused for that.', (t) => {
  const path = file(scratch(t), 'secret.yaml', VALID);
  chmodSync(path, 0);
  const run = nlapply(['check', path]);
  // Root reads everything.
  if (run.status === 0) assert.equal(process.getuid?.(), 0);
  else assertRefused(run, 78, /secret\.yaml: permission denied/);
});

test('A file name is never obeyed by the terminal.', (t) => {
  const directory = scratch(t);
  const path = file(directory, '\u001b[31mred\n\u202e.yaml', 'network: {bridgs: {}}\n');
  assertRefused(nlapply(['check', path]), 78, /\\u\{1b\}\[31mred\\u\{a\}\\u\{202e\}\.yaml:1:11: error: /);
  assertRefused(nlapply(['check', join(directory, '\u001b[2Jmissing.yaml')]), 78, /\\u\{1b\}\[2Jmissing/);
  assertDecent(nlapply(['\u001b[2J']));
  assertDecent(nlapply(['--\u001b[2J']));
});

test('The program runs in any environment: another language, an odd time zone, no home, next to nothing.', (t) => {
  const path = file(scratch(t), 'valid.yaml', VALID);
  const { NLAPPLY_ADDON: addon, PATH: search } = process.env;
  const bare = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const environments: Readonly<Record<string, string | undefined>>[] = [
    { LANG: 'C', LC_ALL: 'C' },
    { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Mars/Olympus' },
    { TZ: '' },
    { HOME: undefined },
    { HOME: '/nonexistent' },
    { TERM: undefined, COLUMNS: '-1', FORCE_COLOR: 'banana' },
    { ...bare, NLAPPLY_ADDON: addon, PATH: search },
  ];
  for (const env of environments) {
    const what = JSON.stringify(env).slice(0, 60);
    const run = nlapply(['check', path, '--color=never'], { env });
    assertDecent(run, what);
    assert.equal(run.status, 0, `${what}: ${run.stderr}`);
  }
});

test('A working directory that is gone stops nothing but relative names.', (t) => {
  const directory = scratch(t);
  const path = file(directory, 'valid.yaml', VALID);
  const gone = join(directory, 'gone');
  const within = (...words: string[]) => {
    mkdirSync(gone);
    const script = 'cd "$1" && rmdir "$1" && shift && exec "$@"';
    const run = nlapply(words, { through: ['sh', '-c', script, 'sh', gone] });
    rmSync(gone, { recursive: true, force: true });
    return run;
  };
  const whole = within('check', path);
  assertDecent(whole);
  assert.equal(whole.status, 0, whole.stderr);
  assertRefused(within('check', 'valid.yaml'), 78, /valid\.yaml: no such file/);
  assertDecent(within('--help'));
});
