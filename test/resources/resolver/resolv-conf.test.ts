import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Entry,
  parseResolvConf,
  parseResolverLines,
  resolvConf,
  resolverLines,
} from '../../../src/resources/resolver/resolv-conf.ts';

const ENTRIES: readonly Entry[] = [
  { link: 'eth0.10', addresses: ['192.0.2.53', 'fe80::1'], search: ['example.com'] },
  { link: 'br-lan', addresses: ['192.0.2.53'], search: [] },
];

test('Each server and each domain stands there once, link-local ones with their link', () => {
  assert.equal(
    resolverLines(ENTRIES),
    'nameserver 192.0.2.53\nnameserver fe80::1%eth0.10\nsearch example.com\n',
  );
});

test('A file is read back as it was written, to the last byte', () => {
  const text = resolvConf(ENTRIES);
  assert.deepEqual(parseResolvConf(text), ENTRIES);
  assert.equal(parseResolvConf(`${text}options rotate\n`), 'changed');
  assert.equal(parseResolvConf(text.replace('nameserver 192.0.2.53\n', '')), 'changed');
  assert.equal(parseResolvConf(resolvConf([])), 'changed');
  assert.equal(parseResolvConf('nameserver 192.0.2.53\n'), undefined);
  assert.equal(parseResolvConf(''), undefined);
});

test('Of lines of resolv.conf(5) servers and the last list of domains count', () => {
  const text =
    'domain old.example\nnameserver 192.0.2.53\n nameserver\tfe80::1%eth0\nsearch a.example b.example\noptions x\n';
  assert.deepEqual(parseResolverLines(text), {
    addresses: ['192.0.2.53', 'fe80::1'],
    search: ['a.example', 'b.example'],
  });
});
