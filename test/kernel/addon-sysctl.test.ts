import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAddon } from '../../src/netlink/addon.ts';
import { readSysctl, writeSysctl } from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';

const FORWARDING = ['net', 'ipv4', 'conf', 'all', 'forwarding'];

test('a setting is read and written in its namespace, and in no other one', async (t) => {
  const [ns, other] = [await makeNamespace(t), await makeNamespace(t)];
  const own = readSysctl(FORWARDING);
  const value = readSysctl(FORWARDING, ns.path) === '1' ? '0' : '1';
  const before = readSysctl(FORWARDING, other.path);
  writeSysctl(FORWARDING, value, ns.path);
  assert.equal(readSysctl(FORWARDING, ns.path), value);
  assert.equal(ns.sh('cat /proc/sys/net/ipv4/conf/all/forwarding').trim(), value);
  assert.deepEqual([readSysctl(FORWARDING, other.path), readSysctl(FORWARDING)], [before, own]);
});

test("a link's name with dots is one part of the key", async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0.10 type bridge');
  const key = ['net', 'ipv4', 'conf', 'br0.10', 'rp_filter'];
  writeSysctl(key, '2', ns.path);
  assert.equal(readSysctl(key, ns.path), '2');
});

test('what cannot be read or written is told by its name, without the value', async (t) => {
  const ns = await makeNamespace(t);
  const missing = ['net', 'ipv4', 'conf', 'nowhere', 'forwarding'];
  assert.throws(() => readSysctl(missing, ns.path), { code: 'ENOENT', message: /net\.ipv4\.conf\.nowhere/ });
  assert.throws(
    () => writeSysctl(['net', 'ipv6', 'conf', 'lo', 'stable_secret'], 'hush', ns.path),
    (error: Error & { code?: string }) => error.code === 'EIO' && !error.message.includes('hush'),
  );
  assert.throws(() => readSysctl(FORWARDING, '/nowhere'), { code: 'ENOENT', message: /nowhere/ });
});

test('the addon opens nothing but settings', () => {
  const { readSysctl: read, writeSysctl: write } = loadAddon();
  for (const path of ['/etc/passwd', '/proc/sys/../../etc/passwd', '/proc/self/maps'])
    assert.throws(() => read(null, path), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => write(null, '/tmp/x', 'x'), { code: 'ERR_OUT_OF_RANGE' });
});
