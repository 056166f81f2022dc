import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { readSources } from '../../src/config/files.ts';
import { ConfigError, NlapplyError } from '../../src/model/errors.ts';

const directories: string[] = [];
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** A directory with these files. */
function tree(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'nlapply-files-'));
  directories.push(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content, { mode: 0o600 });
  }
  return root;
}

const texts = async (args: readonly string[], rootDir?: string): Promise<string[]> =>
  (await readSources(args, rootDir === undefined ? {} : { rootDir })).map(({ text }) => text);

async function complaints(args: readonly string[], rootDir?: string): Promise<string[]> {
  try {
    await texts(args, rootDir);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    assert.equal(error.exitCode, 78);
    return error.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  }
  return assert.fail('nothing was refused');
}

test("netplan's hierarchy is read by name, later directories shadowing earlier ones", async () => {
  const root = tree({
    'lib/netplan/20.yaml': 'lib 20',
    'etc/netplan/10.yaml': 'etc 10',
    'etc/netplan/9.yaml': 'etc 9',
    'run/netplan/10.yaml': 'run 10',
    'lib/netplan/10.yaml': 'lib 10',
  });
  assert.deepEqual(await texts([], root), ['run 10', 'lib 20', 'etc 9']);
});

test('a file hides all of one with the same name, though it be empty', async () => {
  const root = tree({ 'etc/netplan/a.yaml': 'etc', 'run/netplan/a.yaml': '', 'lib/netplan/b.yaml': 'lib' });
  assert.deepEqual(await texts([], root), ['', 'lib']);
});

test('names are in the order of their bytes, whatever the locale', async () => {
  const names = ['ä', 'b', 'B', 'a', '10', '9', '_'];
  const root = tree(Object.fromEntries(names.map((name) => [`etc/netplan/${name}.yaml`, name])));
  assert.deepEqual(await texts([], root), ['10', '9', 'B', '_', 'a', 'b', 'ä']);
});

test('of files that others may read or write the permissions are told', async () => {
  const root = tree({ 'd/a.yaml': '', 'd/b.yaml': '', 'd/c.yaml': '' });
  for (const [name, mode] of [
    ['a', 0o600],
    ['b', 0o640],
    ['c', 0o622],
  ] as const)
    chmodSync(join(root, `d/${name}.yaml`), mode);
  const sources = await readSources([join(root, 'd')]);
  assert.deepEqual(
    sources.map(({ openMode }) => openMode),
    [undefined, 0o640, 0o622],
  );
});

test("netplan's files alone are read when they are asked for", async () => {
  const root = tree({ 'etc/netplan/1.yaml': 'netplan', 'etc/nlapply/a.yaml': 'own' });
  const sources = await readSources([], { rootDir: root, netplanOnly: true });
  assert.deepEqual(
    sources.map(({ text }) => text),
    ['netplan'],
  );
  const nowhere = readSources([], { rootDir: tree({}), netplanOnly: true });
  await assert.rejects(nowhere, { code: 'ERR_NO_CONFIG', hint: /--root-dir/ });
});

test('/etc/nlapply comes before netplan, when it holds a file', async () => {
  const root = tree({ 'etc/netplan/1.yaml': 'netplan', 'etc/nlapply/note.txt': '' });
  assert.deepEqual(await texts([], root), ['netplan']);
  writeFileSync(join(root, 'etc/nlapply/b.yaml'), 'b');
  writeFileSync(join(root, 'etc/nlapply/a.yaml'), 'a');
  assert.deepEqual(await texts([], root), ['a', 'b']);
});

test('other suffixes, hidden files and directories are left alone', async () => {
  const root = tree({
    'd/a.yaml': 'a',
    'd/b.yml': 'b',
    'd/.c.yaml': 'c',
    'd/e.yaml/f.yaml': 'f',
    'd/A.yaml': 'A',
    'd/é.yaml': 'é',
  });
  assert.deepEqual(await texts([join(root, 'd')]), ['A', 'a', 'é']);
});

test('nothing to read is an error with a hint', async () => {
  await assert.rejects(readSources([], { rootDir: tree({}) }), (error) => {
    assert.ok(error instanceof NlapplyError);
    assert.equal(error.code, 'ERR_NO_CONFIG');
    assert.equal(error.exitCode, 78);
    assert.match(error.hint ?? '', /name a file/);
    return true;
  });
});

test('arguments are read in their order, the standard input for -', async () => {
  const root = tree({ 'b.yaml': 'b', 'a.conf': 'a' });
  const sources = await readSources([join(root, 'b.yaml'), '-', join(root, 'a.conf')], {
    stdin: () => 'typed',
  });
  assert.deepEqual(sources, [
    { file: join(root, 'b.yaml'), text: 'b' },
    { file: '<stdin>', text: 'typed' },
    { file: join(root, 'a.conf'), text: 'a' },
  ]);
});

test('all that cannot be read is said at once', async () => {
  const root = tree({ 'empty/x.txt': '' });
  const found = await complaints([join(root, 'none.yaml'), join(root, 'empty')]);
  assert.equal(found.length, 2);
  assert.match(found[0] ?? '', /^unreadable: cannot read .*none\.yaml: no such file or directory$/);
  assert.match(found[1] ?? '', /^no-files: the directory .*empty holds no \*\.yaml file$/);
});

test('a broken link in a directory is an error, not a file less', async () => {
  const root = tree({ 'd/a.yaml': 'a' });
  symlinkSync('nowhere', join(root, 'd/b.yaml'));
  assert.match((await complaints([join(root, 'd')])).join(), /b\.yaml: no such file/);
});

test('binary and foreign texts are refused with the place', async () => {
  const root = tree({
    'nul.yaml': Buffer.from('a: 1\nb:\0 2'),
    'latin1.yaml': Buffer.from('a: 1\nb: f\xfcr', 'latin1'),
    'utf16.yaml': Buffer.from('\ufeffa: 1', 'utf16le'),
    'late.yaml': Buffer.concat([
      Buffer.from(`${'ü'.repeat(5000)}\n`),
      Buffer.from([0xe2, 0x82]),
      Buffer.from('x'),
    ]),
  });
  const error: unknown = await readSources(
    ['nul', 'latin1', 'utf16', 'late'].map((name) => join(root, `${name}.yaml`)),
  ).catch((cause: unknown) => cause);
  assert.ok(error instanceof ConfigError);
  assert.deepEqual(
    error.diagnostics.map(({ code, place }) => [code, place?.line, place?.column]),
    [
      ['binary', 2, 3],
      ['not-utf8', 2, 5],
      ['not-utf8', undefined, undefined],
      ['not-utf8', 2, 1],
    ],
  );
});

test('a byte order mark is no part of the text', async () => {
  assert.deepEqual(await texts([join(tree({ 'a.yaml': '\ufeffnetwork: {}' }), 'a.yaml')]), ['network: {}']);
});

test('what never ends is refused', async () => {
  assert.deepEqual(await complaints(['/dev/zero']), ['too-large: /dev/zero is larger than 64 MiB']);
});
