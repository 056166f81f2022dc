import assert from 'node:assert/strict';
import { mkdtempSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadAddon } from '../../src/netlink/addon.ts';
import { runNode } from './addon-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'nlapply-lock-'));
after(() => rmSync(folder, { recursive: true }));

test('lockFile makes the file for its owner only and returns a descriptor of it', () => {
  const { lockFile, unlockFile } = loadAddon();
  const path = join(folder, 'new.lock');
  const fd = lockFile(path);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(readlinkSync(`/proc/self/fd/${fd}`), path);
  unlockFile(fd);
  assert.throws(() => readlinkSync(`/proc/self/fd/${fd}`), { code: 'ENOENT' });
});

test('a lock is exclusive until it is given back, also within one process', () => {
  const { lockFile, unlockFile } = loadAddon();
  const path = join(folder, 'twice.lock');
  const held = { code: 'EAGAIN', errno: -11, syscall: 'flock', path, message: new RegExp(`flock '${path}'`) };
  const fd = lockFile(path);
  assert.throws(() => lockFile(path), held);
  unlockFile(fd);
  unlockFile(lockFile(path));
});

test('another process sees the lock, and its end frees it', () => {
  const { lockFile, unlockFile } = loadAddon();
  const path = join(folder, 'process.lock');
  const fd = lockFile(path);
  const take = `try { console.log(addon.lockFile(${JSON.stringify(path)}) > 2); } catch ({ code }) { console.log(code); }`;
  assert.equal(runNode(take).stdout, 'EAGAIN\n');
  unlockFile(fd);
  assert.equal(runNode(`${take} process.exit(0);`).stdout, 'true\n');
  unlockFile(lockFile(path));
});

test('a lock does not pass to a program that is started', () => {
  const path = join(folder, 'exec.lock');
  const { stdout } = runNode(`
    import { spawn } from 'node:child_process';
    addon.lockFile(${JSON.stringify(path)});
    const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
    child.unref();
    console.log(child.pid);`);
  const { lockFile, unlockFile } = loadAddon();
  try {
    unlockFile(lockFile(path));
  } finally {
    process.kill(Number(stdout));
  }
});

test('unlockFile closes only what lockFile opened', () => {
  const { lockFile, unlockFile } = loadAddon();
  const fd = lockFile(join(folder, 'own.lock'));
  unlockFile(fd);
  for (const number of [fd, 0, 1, -1, 2 ** 31]) {
    assert.throws(() => unlockFile(number), { code: 'EBADF', errno: -9, syscall: 'close' });
  }
  assert.ok(readlinkSync('/proc/self/fd/0'));
});

test('what cannot be opened is said with its path', () => {
  const { lockFile } = loadAddon();
  const missing = join(folder, 'no/such/folder');
  assert.throws(() => lockFile(missing), { code: 'ENOENT', syscall: 'open', path: missing });
  assert.throws(() => lockFile(folder), { code: 'EISDIR', syscall: 'open', path: folder });
  const link = join(folder, 'link');
  symlinkSync(join(folder, 'elsewhere'), link);
  assert.throws(() => lockFile(link), { code: 'ELOOP', syscall: 'open', path: link });
  assert.throws(() => statSync(join(folder, 'elsewhere')), { code: 'ENOENT' });
});

test('arguments are checked', () => {
  const { lockFile, unlockFile } = loadAddon();
  for (const path of [undefined, null, 3, Buffer.from('/')]) {
    assert.throws(() => Reflect.apply(lockFile, undefined, [path]), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => lockFile(`${folder}/a\0b`), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => Reflect.apply(unlockFile, undefined, ['3']), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => unlockFile(0.5), { code: 'ERR_OUT_OF_RANGE' });
});
