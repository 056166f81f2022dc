import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const CASES: readonly Case[] = [
  [
    'two of the same id and ends',
    network(
      'tunnels:',
      '  a: {mode: geneve, id: 5, remote: 192.0.2.2, local: 192.0.2.1}',
      '  «b»: {mode: geneve, id: 5, remote: 192.0.2.2, local: 192.0.2.1}',
    ),
    ['duplicate-tunnel'],
    /"id", "local", "remote" or "port" must differ/,
  ],
  [
    'two external ones on a port',
    network('tunnels: {a: {mode: geneve, external: true}, «b»: {mode: geneve, external: true, port: 6081}}'),
    ['duplicate-tunnel'],
  ],
  [
    'ends of two families',
    network('tunnels: {a: {mode: geneve, id: 5, remote: 192.0.2.2, local: «"2001:db8::1"»}}'),
    ['family-mismatch'],
    /one family/,
  ],
  [
    'a link-local end',
    network('tunnels: {a: {mode: geneve, id: 5, remote: "2001:db8::2", local: «"fe80::1"»}}'),
    ['wrong-value'],
    /no lower device/,
  ],
];

for (const one of CASES) test(`Geneve: ${one[0]}`, () => checkCase(one));

test('Geneve devices of one id and remote end differ in the end that they speak from', () => {
  const { links } = declared(
    network(
      'tunnels:',
      '  a: {mode: geneve, id: 5, remote: 192.0.2.2, local: 192.0.2.1}',
      '  b: {mode: geneve, id: 5, remote: 192.0.2.2, local: 192.0.2.7}',
      '  c: {mode: geneve, external: true, local: 192.0.2.1}',
      '  d: {mode: geneve, external: true, local: 192.0.2.7}',
    ),
  );
  assert.deepEqual(
    links.map(({ link }) => link.attributes['geneve.local']),
    ['192.0.2.1', '192.0.2.7', '192.0.2.1', '192.0.2.7'],
  );
});
