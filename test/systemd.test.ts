import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const unit = 'systemd/nlapply.service';
const text = readFileSync(unit, 'utf8');
const missing = missingTool();
const machine = mkdtempSync(join(tmpdir(), 'nlapply-systemd-'));

after(() => {
  rmSync(machine, { recursive: true, force: true });
});

/** Why systemd cannot be asked here; --offline and --root came with systemd 250. */
function missingTool(): string | false {
  const { error, stdout } = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
  if (error) return 'systemd-analyze is not installed';
  const version = /^systemd (\d+)/.exec(stdout)?.[1] ?? 'unknown';
  return Number(version) >= 250 ? false : `systemd-analyze is too old: ${version}`;
}

/** What systemd says about a unit on a machine where nlapply is installed. */
function verify(content: string, name = 'nlapply.service'): string {
  mkdirSync(join(machine, 'etc/systemd/system'), { recursive: true });
  mkdirSync(join(machine, 'usr/bin'), { recursive: true });
  cpSync('bin/nlapply.cjs', join(machine, 'usr/bin/nlapply'));
  writeFileSync(join(machine, 'etc/systemd/system', name), content);
  const args = [`--root=${machine}`, '--man=no', 'verify', name];
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return `${status} ${stdout}${stderr}`.trim();
}

/** All values of a key, those of repeated lines too. */
function values(key: string): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

test('systemd finds no fault with the unit.', { skip: missing }, () => {
  assert.equal(verify(text), '0');
  assert.notEqual(verify(text.replace('UMask=', 'UMusk=')), '0', 'a fault would have been found');
});

test('The unit for systemd-resolved comes after the first one, may do less, and has no fault.', {
  skip: missing,
}, () => {
  const resolved = readFileSync('systemd/nlapply-resolved.service', 'utf8');
  assert.equal(verify(text), '0');
  writeFileSync(
    join(machine, 'etc/systemd/system/sysinit.target'),
    '[Unit]\nDescription=stands for what comes first\n',
  );
  assert.equal(verify(resolved, 'nlapply-resolved.service'), '0');
  assert.match(resolved, /^After=nlapply\.service dbus\.service systemd-resolved\.service$/m);
  const settings = (unitText: string): string[] =>
    unitText
      .split('\n')
      .filter((line) => /^(CapabilityBoundingSet|NoNew|Protect|Private|Restrict|System|Lock)/.test(line));
  assert.deepEqual(settings(resolved), settings(text));
  assert.doesNotMatch(resolved, /^ReadWritePaths=/m);
});

test('systemd finds no fault with the units of clients.', { skip: missing }, () => {
  const directory = join(machine, 'etc/systemd/system');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  mkdirSync(join(machine, 'bin'), { recursive: true });
  for (const program of ['sh', 'kill']) writeFileSync(join(machine, 'bin', program), '', { mode: 0o755 });
  const names = ['nlapply-client@.service', 'nlapply-online@.service'];
  for (const name of names) cpSync(join('systemd', name), join(directory, name));
  const args = [`--root=${machine}`, '--man=no', 'verify', ...names];
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  assert.equal(`${status} ${stdout}${stderr}`.trim(), '0');
});

test('systemd rates the exposure of the service at 2.2 of 10 or better.', { skip: missing }, () => {
  const args = ['security', '--offline=true', '--no-pager', '--threshold=22', unit];
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  assert.equal(status, 0, `${stderr}${stdout.trim().split('\n').at(-1)}`);
});

test('The network counts as configured only after nlapply is done.', () => {
  assert.match(values('Before').join(' '), /\bnetwork\.target\b.*\bnetwork-online\.target\b/);
  assert.match(values('After').join(' '), /\bnetwork-pre\.target\b/);
  assert.deepEqual(values('WantedBy'), ['multi-user.target network-online.target']);
  assert.deepEqual(values('Type'), ['oneshot']);
  assert.doesNotMatch(text, /udev-settle/, 'deprecated; nlapply waits for its links itself');
});

test('Stopping the service leaves the network as it is, and keeps the records of what nlapply made.', () => {
  assert.deepEqual([...values('ExecStop'), ...values('ExecStopPost')], []);
  assert.deepEqual(values('RuntimeDirectory'), ['nlapply']);
  assert.deepEqual(values('RuntimeDirectoryPreserve'), ['yes']);
});
