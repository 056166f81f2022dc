import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0 } from './diagnose.ts';

const servers = (...list: readonly string[]): string =>
  eth0(`nameservers: {addresses: [${list.join(', ')}]}`);
const search = (...list: readonly string[]): string => eth0(`nameservers: {search: [${list.join(', ')}]}`);
const LONG = 'a'.repeat(64);

const CASES: readonly Case[] = [
  ['a name is no server', servers('«dns.example.com»'), ['wrong-address'], /without a name server/],
  ['a server with a prefix length', servers('«192.0.2.53/24»'), ['wrong-address'], /prefix length out/],
  [
    'a server with a port',
    servers('«192.0.2.53:5353»', '«"[2001:db8::1]:53"»'),
    ['wrong-address', 'wrong-address'],
    /the port out/,
  ],
  ['a server with a name for TLS', servers('«"1.1.1.1#one.one"»'), ['wrong-address'], /DNS over TLS/],
  ['a server with an interface', servers('«"fe80::1%eth0"»'), ['wrong-address'], /the interface out/],
  [
    'addresses that no server has',
    servers('«0.0.0.0»', '«"ff02::fb"»', '«255.255.255.255»'),
    ['wrong-address', 'wrong-address', 'wrong-address'],
    /the unspecified address, no name server can have it/,
  ],
  ['domains in one text', search('«"a.example b.example"»'), ['wrong-value'], /\[a\.example, b\.example\]/],
  [
    'what is no domain',
    search('«-a.example»', '«a..example»', `«${LONG}.example»`, '«""»', '«bücher.example»'),
    ['wrong-value', 'wrong-value', 'wrong-value', 'wrong-value', 'wrong-value'],
    /labels of letters/,
  ],
  ['a domain that is too long', search(`«${'a.'.repeat(130)}example»`), ['wrong-value'], /longer than 253/],
  ['an unknown key', eth0('nameservers: {«domains»: [a]}'), ['unknown-key']],
  ['a list instead of a mapping', eth0('nameservers: «[192.0.2.53]»'), ['wrong-type']],
  ['nothing', eth0('«nameservers»:'), ['missing-value']],
];

for (const one of CASES) test(one[0], () => checkCase(one));

test('servers and domains are read in canonical form, each once, and merged over files', () => {
  const { resolvers } = declared({
    'a.yaml': eth0(
      'nameservers: {addresses: [192.0.2.53, "2001:DB8:0::53"], search: [Example.com., ~Corp.example, .]}',
    ),
    'b.yaml': eth0(
      'nameservers: {addresses: [192.0.2.53, "2001:db8::53", 192.0.2.54], search: [example.com]}',
    ),
  });
  assert.deepEqual(
    resolvers.map(({ item, on }) => [on, item]),
    [
      [
        'eth0',
        {
          type: 'resolver',
          link: 'eth0',
          addresses: ['192.0.2.53', '2001:db8::53', '192.0.2.54'],
          search: ['example.com', '~corp.example', '.'],
        },
      ],
    ],
  );
});

test('empty lists declare nothing', () => {
  assert.deepEqual(declared(eth0('nameservers: {addresses: [], search: []}')).resolvers, []);
  assert.deepEqual(declared(eth0('nameservers: {}')).resolvers, []);
});
