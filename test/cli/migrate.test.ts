import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readSources } from '../../src/config/files.ts';
import type { Diagnostic } from '../../src/model/index.ts';
import { document, type Fakes, NO_PLAN, nlapply, ONE_BRIDGE, PLAN_OF_ONE } from './harness.ts';

const UNIT = '[Service]\nType=oneshot\n[Install]\nWantedBy=multi-user.target network-online.target\n';
const DIFFERENCE: Diagnostic = {
  severity: 'warning',
  code: 'other-meaning',
  message: 'netplan turns the spanning tree protocol on',
};
const GENERATOR = 'etc/systemd/system-generators/netplan';
const WANTS = ['multi-user', 'network-online'].map(
  (name) => `etc/systemd/system/${name}.target.wants/nlapply.service`,
);

/** A root directory with netplan and nlapply in it. */
function machine(t: TestContext, files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'nlapply-migrate-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const all = {
    'etc/netplan/50-cloud-init.yaml': 'network: {ethernets: {eth0: {}}}\n',
    'usr/lib/systemd/system-generators/netplan': '',
    'etc/systemd/system/nlapply.service': UNIT,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const everything = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !lstatSync(join(root, path)).isDirectory())
    .sort();

const migrate = (root: string, words: readonly string[] = [], fakes: Fakes = {}) =>
  nlapply(['migrate', '--root-dir', root, ...words], {
    declaration: ONE_BRIDGE,
    diff: async () => NO_PLAN,
    readSources,
    ...fakes,
  });

test('A look says what would be otherwise, and changes nothing.', async (t) => {
  const root = machine(t);
  const before = everything(root);
  const same = await migrate(root);
  assert.equal(same.status, 0, same.stderr);
  assert.match(
    same.stdout,
    /^Nothing to do: 2 objects are as declared\.\n1 file of netplan's: all that is said means the same/,
  );
  const other = await migrate(root, [], { differences: [DIFFERENCE], diff: async () => PLAN_OF_ONE });
  assert.equal(other.status, 2);
  assert.match(other.stderr, /warning: netplan turns the spanning tree protocol on/);
  assert.match(other.stdout, /Plan: 1 to add[\s\S]*1 place means something else[\s\S]*Next: "nlapply try"/);
  assert.deepEqual(everything(root), before);
});

test('Asked to, it shadows the generator and enables the unit; undone, all is as before.', async (t) => {
  const root = machine(t);
  const before = everything(root);
  const ran = await migrate(root, ['--disable-netplan']);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(readlinkSync(join(root, GENERATOR)), '/dev/null');
  for (const path of WANTS)
    assert.equal(readlinkSync(join(root, path)), '/etc/systemd/system/nlapply.service');
  assert.match(
    ran.stdout,
    /system-generators\/netplan -> \/dev\/null {3}\(netplan's generator is shadowed\)/,
  );
  assert.match((await migrate(root, ['--disable-netplan'])).stdout, /enabled, already/);

  const undone = await migrate(root, ['--undo', '--json']);
  assert.equal(undone.status, 0, undone.stderr);
  const { removed } = document(undone.stdout, 'migration');
  assert.deepEqual(
    (removed as readonly { path: string }[]).map(({ path }) => path),
    [GENERATOR, ...WANTS],
  );
  assert.deepEqual(everything(root), before);
  assert.equal((await migrate(root, ['--undo'])).status, 1);
});

test('The unit that does what the generator did before is shadowed, too; without netplan there is nothing to shadow.', async (t) => {
  const root = machine(t, { 'usr/lib/systemd/system/netplan-configure.service': '' });
  await migrate(root, ['--disable-netplan']);
  assert.equal(readlinkSync(join(root, 'etc/systemd/system/netplan-configure.service')), '/dev/null');
  const bare = machine(t);
  rmSync(join(bare, 'usr'), { recursive: true });
  assert.equal((await migrate(bare, ['--disable-netplan'])).status, 0);
  assert.equal(existsSync(join(bare, GENERATOR)), false);
});

test('What waits for systemd-networkd is shadowed where that is enabled and has nothing of its own to do.', async (t) => {
  const waits = 'etc/systemd/system/systemd-networkd-wait-online.service';
  const enabled = {
    'etc/systemd/system/network-online.target.wants/systemd-networkd-wait-online.service': '',
  };
  const root = machine(t, enabled);
  const before = everything(root);
  const ran = await migrate(root, ['--disable-netplan']);
  assert.equal(readlinkSync(join(root, waits)), '/dev/null');
  assert.match(ran.stdout, /-wait-online\.service -> \/dev\/null {3}\(nothing waits for systemd-networkd/);
  await migrate(root, ['--undo']);
  assert.deepEqual(everything(root), before);
  const others: readonly Readonly<Record<string, string>>[] = [
    {},
    { ...enabled, 'etc/systemd/network/10-own.network': '[Match]\nName=own0\n' },
    { ...enabled, [waits]: '[Service]\n' },
  ];
  for (const files of others) {
    const other = machine(t, files);
    const done = await migrate(other, ['--disable-netplan']);
    assert.equal(done.status, 0, done.stderr);
    assert.doesNotMatch(done.stdout, /wait-online/);
  }
});

test('What is wrong is known before anything is written.', async (t) => {
  const invalid: Diagnostic = { severity: 'error', code: 'unknown-key', message: 'unknown key' };
  const root = machine(t);
  const before = everything(root);
  assert.equal((await migrate(root, ['--disable-netplan'], { diagnostics: [invalid] })).status, 78);
  const json = await migrate(root, ['--disable-netplan', '--json'], {
    diagnostics: [invalid],
    differences: [DIFFERENCE],
  });
  assert.equal((document(json.stdout, 'result')['diagnostics'] as unknown[]).length, 2);
  assert.equal((await migrate(root, ['--disable-netplan', '--undo'])).status, 64);
  assert.deepEqual(everything(root), before);

  rmSync(join(root, 'etc/systemd/system/nlapply.service'));
  const without = await migrate(root, ['--disable-netplan']);
  assert.equal(without.status, 1);
  assert.match(without.stderr, /nlapply\.service is not installed/);
  assert.equal(existsSync(join(root, GENERATOR)), false);
});

test("Somebody else's file in the place of a link stays, and so does what others changed since.", async (t) => {
  const root = machine(t, { [GENERATOR]: '#!/bin/sh\n' });
  const before = everything(root);
  const ran = await migrate(root, ['--disable-netplan']);
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /is a file of its own, where a link to \/dev\/null would be made/);
  assert.deepEqual(everything(root), before);

  const other = machine(t);
  await migrate(other, ['--disable-netplan']);
  rmSync(join(other, GENERATOR));
  symlinkSync('/opt/generator', join(other, GENERATOR));
  assert.equal((await migrate(other, ['--undo'])).status, 0);
  assert.equal(readlinkSync(join(other, GENERATOR)), '/opt/generator');
});

test("Files of nlapply's own stand before netplan's, which is said; no files at all are an error.", async (t) => {
  const root = machine(t, { 'etc/nlapply/a.yaml': 'network: {}\n' });
  const ran = await migrate(root);
  assert.match(ran.stderr, /etc\/nlapply has files \(a\.yaml\): nlapply reads these and not netplan's/);
  assert.match(ran.stdout, /1 file of netplan's/);
  rmSync(join(root, 'etc/netplan'), { recursive: true });
  assert.equal((await migrate(root)).status, 78);
});

test('--json is a document by its schema.', async (t) => {
  const root = machine(t);
  const ran = await migrate(root, ['--json', '--disable-netplan'], { differences: [DIFFERENCE] });
  const { files, differences, made } = document(ran.stdout, 'migration');
  assert.deepEqual(files, [join(root, 'etc/netplan/50-cloud-init.yaml')]);
  assert.deepEqual(differences, [DIFFERENCE]);
  assert.deepEqual((made as unknown[])[0], { path: GENERATOR, target: '/dev/null' });
});
