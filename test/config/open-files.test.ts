import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../src/config/configure.ts';

const KEY = 'aA0+'.repeat(10).concat('abc=');
const text = (key: string): string =>
  `network:\n  tunnels:\n    wg0:\n      mode: wireguard\n      key: ${key}\n`;

const warnings = (openMode: number | undefined, content = text(KEY)): readonly string[] =>
  configure([{ file: 'a.yaml', text: content, ...(openMode !== undefined && { openMode }) }])
    .diagnostics.filter(({ code }) => code === 'open-secret')
    .map(({ place, message, hint, sourceLine }) => {
      assert.ok(sourceLine !== undefined && !sourceLine.includes(KEY), sourceLine);
      return `${place?.line}:${place?.column} ${message} (${hint})`;
    });

test('a secret in a file that others may read is told at its place, once, and not shown', () => {
  assert.deepEqual(warnings(0o644), [
    '5:12 this is a secret, and others can read the file (mode 0644) (chmod 600 a.yaml)',
  ]);
  assert.match(warnings(0o620)[0] ?? '', /others can write the file \(mode 0620\)/);
  assert.equal(warnings(0o644, `${text(KEY)}    wg1: {mode: wireguard, key: ${KEY}}\n`).length, 1);
});

test('a file of its owner alone, one without secrets, and one that names a file with the key are all right', () => {
  assert.deepEqual(warnings(undefined), []);
  assert.deepEqual(warnings(0o644, 'network: {ethernets: {eth0: {}}}\n'), []);
  assert.deepEqual(warnings(0o644, text('/etc/wireguard/wg0.key')), []);
});
