import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
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
import { after, before, test } from 'node:test';
import { Script } from 'node:vm';

interface Manifest {
  readonly version: string;
  readonly bin: Record<string, string>;
  readonly man: readonly string[];
  readonly files: readonly string[];
  readonly exports: Record<string, string | Record<string, string>>;
  readonly scripts: Record<string, string>;
  readonly dependencies?: Record<string, string>;
}

const root = process.cwd();
let workshop: string;
let installed: string;
let packed: readonly string[];
let manifest: Manifest;

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

before(() => {
  workshop = mkdtempSync(join(tmpdir(), 'nlapply-package-'));
  run('npm', ['pack', '--pack-destination', workshop], root);
  const tarball = readdirSync(workshop).find((name) => name.endsWith('.tgz'));
  assert.ok(tarball !== undefined, 'npm pack made no tarball');
  writeFileSync(join(workshop, 'package.json'), '{"name":"customer","private":true}');
  run('npm', ['install', '--ignore-scripts', '--offline', join(workshop, tarball)], workshop);
  installed = join(workshop, 'node_modules/nlapply');
  packed = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(installed, path)).isFile(),
  );
  manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
});

after(() => {
  rmSync(workshop, { recursive: true, force: true });
});

test('The installed command starts and says its version.', () => {
  assert.equal(run('node_modules/.bin/nlapply', ['--version'], workshop).trim(), manifest.version);
});

test('All of the installed command is there, and it works from anywhere by a link to it.', () => {
  const link = join(workshop, 'nlapply');
  symlinkSync(join(installed, 'bin/nlapply.cjs'), link);
  const file = join(workshop, 'anchors.yaml');
  writeFileSync(file, 'network: {bridges: {br0: &bridge {mtu: 1400}, br1: *bridge}}');
  assert.equal(run(link, ['check', file], '/'), '1 file, 2 devices: valid\n');
  const built = readdirSync(join(root, 'dist/nlapply'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    readdirSync(join(installed, 'dist/nlapply'), { recursive: true, encoding: 'utf8' }).toSorted(),
    built.toSorted(),
  );
});

test('The installed command loads its prebuilt addon and reads the live state without privileges.', () => {
  const snapshot: unknown = JSON.parse(run('node_modules/.bin/nlapply', ['snapshot'], workshop));
  assert.ok(typeof snapshot === 'object' && snapshot !== null && 'links' in snapshot);
  assert.match(JSON.stringify(snapshot.links), /"lo"/);
});

test('The netlink library can be imported by its public name.', () => {
  const script = "import('nlapply/netlink').then((library) => console.log(Object.keys(library).length))";
  assert.ok(Number(run(process.execPath, ['-e', script], workshop)) > 0);
});

test('The package installs nothing by script, builds nothing, and depends on nothing.', () => {
  const lifecycle = Object.keys(manifest.scripts).filter((name) =>
    /^(pre|post)?install$|^prepare$/.test(name),
  );
  assert.deepEqual(lifecycle, []);
  assert.ok(!packed.includes('binding.gyp'), 'npm builds a package with binding.gyp at its root');
  assert.deepEqual(manifest.dependencies ?? {}, {});
});

test('Everything that the manifest names is in the package.', () => {
  const targets = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  for (const target of [...targets, ...Object.values(manifest.bin), ...manifest.man]) {
    assert.ok(packed.includes(target.replace(/^\.\//, '')), `${target} is missing`);
  }
  for (const pattern of manifest.files.filter((entry) => !entry.startsWith('!'))) {
    const [start, end] = pattern.split('*');
    const found = packed.some((path) => path.startsWith(start ?? '') && path.endsWith(end ?? ''));
    assert.ok(found, `nothing in the package matches ${pattern}`);
  }
  const prebuilt = new RegExp(`^prebuilds/linux(musl)?-${process.arch}\\.node$`);
  assert.ok(packed.some((path) => prebuilt.test(path)));
  for (const name of ['README.md', 'LICENSE']) assert.ok(packed.includes(name), `${name} is missing`);
});

test('Nothing in the package names a directory of the machine that packed it.', () => {
  const telling = packed.filter((path) => readFileSync(join(installed, path), 'latin1').includes(root));
  assert.deepEqual(telling, []);
});

test('Neither sources, tests nor source maps are shipped.', () => {
  const unwanted = packed.filter((path) => /\.map$|(?<!\.d)\.ts$|^(dist\/)?test\/|\.o$/.test(path));
  assert.deepEqual(unwanted, []);
});

test('The licences of everything bundled are enclosed.', () => {
  const licenses = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['yaml', 'commander', 'ajv', 'node-addon-api']) {
    assert.match(licenses, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
});

test('What V8 has compiled before is taken, and the command works without it and where V8 does not want it.', () => {
  const compiled = join(installed, 'dist/nlapply', `${process.version}-${process.arch}`);
  const main = readFileSync(join(installed, 'dist/nlapply/main.js'), 'latin1');
  const { cachedDataRejected } = new Script(main, { cachedData: readFileSync(join(compiled, 'main')) });
  assert.equal(cachedDataRejected, false);
  const program = join(installed, 'bin/nlapply.cjs');
  const version = (...flags: string[]): string =>
    run(process.execPath, [...flags, program, '--version'], workshop).trim();
  assert.equal(version('--no-opt', '--max-lazy'), manifest.version);
  rmSync(compiled, { recursive: true });
  assert.equal(version(), manifest.version);
  run(process.execPath, [join(installed, 'dist/code-cache.cjs')], '/');
  assert.ok(readdirSync(compiled).includes('main'));
});
