import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, network } from './diagnose.ts';

const conditionsOf = (list: readonly { readonly conditions: object }[] | undefined): object[] =>
  (list ?? []).map(({ conditions }) => conditions);

test('One word is the policy of every class', () => {
  const { policy } = declared(network('policy: Strict'));
  assert.deepEqual(policy, {
    links: 'strict',
    addresses: 'strict',
    neighbors: 'strict',
    fdb: 'strict',
    mdb: 'strict',
    routes: 'strict',
    rules: 'strict',
  });
});

test('Classes have policies of their own', () => {
  assert.deepEqual(declared(network('policy: {routes: strict, links: own}')).policy, {
    routes: 'strict',
    links: 'own',
  });
});

test('Nothing said is nothing declared', () => {
  const nothing = declared(network('version: 2'));
  assert.equal('policy' in nothing || 'ignore' in nothing, false);
});

test('A bare text is the name, the address or the destination', () => {
  const { ignore } = declared(
    network(
      'ignore:',
      '  links: [docker*, "cali*", {kind: vxlan, name: flannel.*}]',
      '  addresses: [192.0.2.1/24, "2001:DB8::1"]',
      '  routes: [10.0.0.0/8, default, {protocol: bird}, {table: 220}, {table: 1000-2000, protocol: 186}]',
      '  rules: [5210-5270, {mark: 0x80000}]',
      '  neighbors: [192.0.2.9]',
      '  fdb: ["02:42:AC:*"]',
      '  mdb: [239.0.0.0/8, "33:33:FF:*", {bridge: br*}]',
    ),
  );
  assert.deepEqual(conditionsOf(ignore?.links), [
    { name: { glob: 'docker*' } },
    { name: { glob: 'cali*' } },
    { kind: { glob: 'vxlan' }, name: { glob: 'flannel.*' } },
  ]);
  assert.deepEqual(conditionsOf(ignore?.addresses), [
    { address: { within: '192.0.2.0/24' } },
    { address: { within: '2001:db8::1/128' } },
  ]);
  assert.deepEqual(conditionsOf(ignore?.routes), [
    { to: { within: '10.0.0.0/8' } },
    { to: { among: ['0.0.0.0/0', '::/0'] } },
    { protocol: { among: [12] } },
    { table: { least: 220, most: 220 } },
    { table: { least: 1000, most: 2000 }, protocol: { among: [186] } },
  ]);
  assert.deepEqual(conditionsOf(ignore?.rules), [
    { priority: { least: 5210, most: 5270 } },
    { mark: { least: 0x80000, most: 0x80000 } },
  ]);
  assert.deepEqual(conditionsOf(ignore?.neighbors), [{ to: { within: '192.0.2.9/32' } }]);
  assert.deepEqual(conditionsOf(ignore?.fdb), [{ macaddress: { glob: '02:42:ac:*' } }]);
  assert.deepEqual(conditionsOf(ignore?.mdb), [
    { group: { within: '239.0.0.0/8' } },
    { group: { glob: '33:33:ff:*' } },
    { bridge: { glob: 'br*' } },
  ]);
  assert.deepEqual(ignore?.rules?.[0]?.source, { file: 'a.yaml', line: 6, column: 13 });
});

test('Files add up: classes merge, patterns append, a later word wins', () => {
  const { policy, ignore } = declared({
    '10.yaml': network(
      'policy: {links: strict, routes: strict}',
      'ignore: {links: [a*], routes: [10.0.0.0/8]}',
    ),
    '20.yaml': network('policy: {routes: own}', 'ignore: {links: [a*, b*]}'),
  });
  assert.deepEqual(policy, { links: 'strict', routes: 'own' });
  assert.deepEqual(conditionsOf(ignore?.links), [{ name: { glob: 'a*' } }, { name: { glob: 'b*' } }]);
  assert.equal(ignore?.routes?.length, 1);
});

test('A word for all in one file and a mapping in another do not add up', () => {
  const [only] = diagnose({ 'a.yaml': network('policy: strict'), 'b.yaml': network('policy: {links: own}') });
  assert.equal(only?.code, 'wrong-type');
});

const CASES: readonly Case[] = [
  ['another word', network('policy: «loose»'), ['wrong-value'], /own or strict/],
  ['no word', network('«policy»:'), ['missing-value']],
  ['a list', network('policy: «[own]»'), ['wrong-type'], /mapping of classes/],
  ['a class that there is not', network('policy: {«route»: strict}'), ['unknown-key'], /routes/],
  ['another word for a class', network('policy: {routes: «loose»}'), ['wrong-value']],
  ['a class of patterns that there is not', network('ignore: {«link»: [a]}'), ['unknown-key']],
  ['a member that there is not', network('ignore: {routes: [{«tabel»: 5}]}'), ['unknown-key'], /table/],
  ['an empty pattern', network('ignore: {routes: [«{}»]}'), ['wrong-value']],
  ['a pattern without a text', network('ignore: {links: [«""»]}'), ['wrong-value']],
  ['no network', network('ignore: {routes: [«10.0.0.0/33»]}'), ['wrong-value'], /address or a network/],
  [
    'an unknown protocol',
    network('ignore: {routes: [{protocol: «brid»}]}'),
    ['wrong-value'],
    /did you mean bird/,
  ],
  ['no number', network('ignore: {rules: [{priority: «5210-»}]}'), ['wrong-value'], /range like/],
  [
    'a range that ends before it begins',
    network('ignore: {rules: [«9-5»]}'),
    ['wrong-value'],
    /did you mean 5-9/,
  ],
  [
    'a link that is declared and ignored',
    network('bridges: {«br0»: {addresses: [192.0.2.1/24]}}', 'ignore: {links: ["br*"]}'),
    ['ignored'],
    /make the pattern narrower/,
  ],
  [
    'an address that is declared and ignored',
    network(
      'ethernets: {eth0: {addresses: [«192.0.2.1/24», 198.51.100.1/24]}}',
      'ignore: {addresses: [192.0.2.0/28]}',
    ),
    ['ignored'],
  ],
  [
    'an address with the label that the kernel gives',
    network('ethernets: {eth0: {addresses: [«192.0.2.1/24»]}}', 'ignore: {addresses: [{label: eth0}]}'),
    ['ignored'],
  ],
  [
    'a route that is declared and ignored',
    network(
      'ethernets: {eth0: {routes: [«{to: 10.1.0.0/16, via: 192.0.2.9}», {to: default, via: 192.0.2.9}]}}',
      'ignore: {routes: [10.0.0.0/8]}',
    ),
    ['ignored'],
  ],
  [
    'a rule that is declared and ignored',
    network(
      'ethernets: {eth0: {routing-policy: [«{from: 10.0.0.0/8, priority: 5220}», {from: 10.0.0.0/8}]}}',
      'ignore: {rules: [5210-5270]}',
    ),
    ['ignored'],
  ],
  [
    'our own protocol',
    network(
      'ethernets: {eth0: {routes: [«{to: default, via: 192.0.2.9}»]}}',
      'ignore: {routes: [{protocol: nlapply}]}',
    ),
    ['ignored'],
  ],
  [
    'a NIC that is found by a pattern',
    network('ethernets: {any: {match: {name: "e*"}}}', 'ignore: {links: ["a*"]}'),
    [],
  ],
];

for (const one of CASES) test(`Policy and ignore: ${one[0]}`, () => checkCase(one));

test('A conflict names both places', () => {
  const [only] = diagnose(network('bridges: {br0: {}}', 'ignore: {links: ["br*"]}'));
  assert.deepEqual([only?.place?.line, only?.related?.place.line], [2, 3]);
});
