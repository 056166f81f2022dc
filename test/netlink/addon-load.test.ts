import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadAddon } from '../../src/netlink/addon.ts';
import { loaderUrl } from './addon-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'nlapply-load-'));
after(() => rmSync(folder, { recursive: true }));

const built = 'native/build/Release/netlink.node';
const glibc = `prebuilds/linux-${process.arch}.node`;
const musl = `prebuilds/linuxmusl-${process.arch}.node`;
const garbage = 'not a shared object';
/** Stands for a copy of the addon that the other tests use. */
const real = Symbol('the addon');

/** The file that this process loads: the kernel knows. */
function loadedFile(): string {
  loadAddon();
  const file = /\/.*\.node$/m.exec(readFileSync('/proc/self/maps', 'utf8'))?.[0];
  assert.ok(file);
  return file;
}

test('the addon is loaded once', () => {
  assert.equal(loadAddon(), loadAddon());
});

const printLoaded = `
  import { readFileSync } from 'node:fs';
  const { loadAddon } = await import(process.env.LOADER);
  try {
    loadAddon();
    console.log(/\\/.*\\.node$/m.exec(readFileSync('/proc/self/maps', 'utf8'))[0]);
  } catch ({ code, exitCode, message }) { console.log(code, exitCode, message); }`;

/** Loads from a package installed with these files: prints the file it found or the error. */
function loadFrom(files: Record<string, string | typeof real>, env: NodeJS.ProcessEnv = {}): string {
  const root = mkdtempSync(join(folder, 'package-'));
  const inside = (path: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  for (const module of ['addon.js', 'addon-error.js']) {
    copyFileSync(fileURLToPath(new URL(module, loaderUrl)), inside(`dist/src/netlink/${module}`));
  }
  const all: Record<string, string | typeof real> = {
    'package.json': '{"name":"nlapply","type":"module"}',
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    if (typeof content === 'string') writeFileSync(inside(path), content);
    else copyFileSync(loadedFile(), inside(path));
  }
  const { NLAPPLY_ADDON: _, ...rest } = process.env;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', printLoaded], {
    encoding: 'utf8',
    cwd: root,
    env: { ...rest, LOADER: inside('dist/src/netlink/addon.js'), ...env },
  });
  return stdout.trim().replaceAll(root, 'ROOT');
}

test('what was built in the tree comes before what was delivered', () => {
  assert.equal(loadFrom({ [built]: real, [glibc]: garbage }), `ROOT/${built}`);
});

test('what was delivered for glibc comes before that for musl', () => {
  assert.equal(loadFrom({ [glibc]: real, [musl]: garbage }), `ROOT/${glibc}`);
});

test('one that does not load is passed over', () => {
  assert.equal(loadFrom({ [glibc]: garbage, [musl]: real }), `ROOT/${musl}`);
  assert.equal(loadFrom({ [built]: garbage, [glibc]: real }), `ROOT/${glibc}`);
});

test('the package is recognised by its name, however deep the loader lies in it', () => {
  assert.equal(
    loadFrom({ 'dist/package.json': '{"name":"other","type":"module"}', [glibc]: real }),
    `ROOT/${glibc}`,
  );
  assert.equal(loadFrom({ 'dist/src/package.json': '{"type":"module"}', [glibc]: real }), `ROOT/${glibc}`);
});

test('when none is there the error names what was tried and how to build it', () => {
  assert.equal(
    loadFrom({}),
    `ERR_NLAPPLY_ADDON 1 cannot load the native addon for linux-${process.arch} (Node-API ${process.versions['napi']}):
  ROOT/${glibc}: no such file
  ROOT/${musl}: no such file
Build it with: npm run build:native (needs g++, make and python3)`,
  );
});

test('when none loads the error gives the reason for each', () => {
  const lines = loadFrom({ [built]: garbage, [glibc]: garbage.repeat(50) }).split('\n');
  assert.match(lines[1] ?? '', /^ {2}ROOT\/native\/.*: .*file too short/);
  assert.match(lines[2] ?? '', /^ {2}ROOT\/prebuilds\/.*: .*invalid ELF header/);
  assert.match(lines[3] ?? '', /^ {2}ROOT\/prebuilds\/.*: no such file/);
});

test('NLAPPLY_ADDON names the one file to load, also relative to the working directory', () => {
  assert.equal(
    loadFrom({ 'debug.node': real, [glibc]: real }, { NLAPPLY_ADDON: 'debug.node' }),
    'ROOT/debug.node',
  );
  const missing = loadFrom({ [glibc]: real }, { NLAPPLY_ADDON: '/no/such.node' }).split('\n');
  assert.equal(missing.length, 3);
  assert.equal(missing[1], '  /no/such.node: no such file');
  assert.equal(loadFrom({ [glibc]: real }, { NLAPPLY_ADDON: '' }), `ROOT/${glibc}`, 'empty counts as unset');
});

const noCompiler = spawnSync('cc', ['--version']).error === undefined ? false : 'there is no C compiler';

test('an addon that is not this one is refused', { skip: noCompiler }, () => {
  const other = join(folder, 'other.node');
  const source = 'void *napi_register_module_v1(void *env, void *exports) { return exports; }';
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', other, '-'], { input: source });
  assert.equal(status, 0);
  const reason = 'does not export Socket, isAlike, lockFile, unlockFile, setTun, readSysctl, writeSysctl';
  assert.equal(loadFrom({}, { NLAPPLY_ADDON: other }).split('\n')[1], `  ${other}: ${reason}`);
});
