import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LISTS } from '../../../src/model/index.ts';
import { type Case, checkCase, declared, diagnose, eth0, network } from '../diagnose.ts';

const CASES: readonly Case[] = [
  [
    'a key said twice names the first place',
    eth0('mtu: 1400', '«mtu»: 1500'),
    ['duplicate-key'],
    /the key "mtu" is here twice/,
  ],
  ['a device said twice in one file', network('ethernets:', '  eth0: {}', '  «eth0»: {}'), ['duplicate-key']],
  ['a second document', 'network: {}\n«---»\nnetwork: {}', ['multiple-documents'], /file of its own/],
  ['YAML 1.1 would read texts as something else', '«%YAML 1.1»\n---\nnetwork: {}', ['yaml-version']],
  ['a tag of a type', eth0('mtu: !!int «1500»'), ['unknown-tag'], /!!int/],
  ['a tag of an application', eth0('alias: !secret «x»'), ['unknown-tag']],
  ['a merge key', `x: &a {}\nnetwork:\n  «<<»: *a`, ['merge-key'], /not part of YAML 1\.2/],
  ['a list as a key', 'network:\n  ? «[a]»\n  : 1', ['wrong-key'], /single value/],
  ['__proto__ is a key like none', network('ethernets: {«__proto__»: {}}'), ['wrong-key']],
];
for (const example of CASES) test(example[0], () => checkCase(example));

test('an alias without an anchor is an error', () => {
  assert.ok(diagnose(eth0('alias: *nowhere')).some(({ severity }) => severity === 'error'));
});

test('tabs for indentation are explained', () => {
  const [first] = diagnose('network:\n\tethernets: {}');
  assert.equal(first?.code, 'yaml-syntax');
  assert.ok(diagnose('network:\n\tethernets: {}').some(({ hint }) => hint?.includes('indent with spaces')));
});

/** The one bracket or quote of each that is at fault. */
const UNCLOSED: readonly string[] = [
  eth0('addresses: «[»10.0.0.1/24'),
  eth0('addresses: «[»10.0.0.1/24, 10.0.0.2/24', 'mtu: 1400', 'optional: true'),
  eth0('addresses: «[»10.0.0.1/24, [10.0.0.2/24]', 'dhcp4: true', 'routes: [{to: default, via: 10.0.0.1}]'),
  eth0('nameservers: {addresses: «[»1.1.1.1, 8.8.8.8}', 'mtu: 1400'),
  eth0('routes:', '  - «{»to: default, via: 10.0.0.1', '  - {to: 10.0.0.0/8, via: 10.0.0.1}'),
  eth0('alias: «"»abc', 'mtu: 1400'),
];
for (const marked of UNCLOSED)
  test(`one that is not closed is one error, at the place where it is opened: ${marked.split('\n')[3]?.trim()}`, () =>
    checkCase(['', marked, ['yaml-syntax'], /this [[{"] is never closed/]));

test('what is wrong before a bracket that is not closed is told of, too', () => {
  const found = diagnose(eth0('mtu: "1400" x', 'addresses: [10.0.0.1/24', 'optional: true'));
  assert.deepEqual(
    found.map(({ place }) => place?.line),
    [4, 5],
  );
});

test('a duplicate key tells where the first one is', () => {
  const [first] = diagnose(eth0('mtu: 1400', 'mtu: 1500'));
  assert.deepEqual(first?.related?.place, { file: 'a.yaml', line: 4, column: 7 });
});

test('anchors and aliases share a value', () => {
  const { routes } = declared(
    network(
      'ethernets:',
      '  eth0: {routes: &r [{to: 10.0.0.0/8, metric: 5}]}',
      '  eth1: {routes: [{to: 10.0.0.0/8, metric: 6}]}',
    ),
  );
  assert.equal(routes.length, 2);
  const shared = declared(network('ethernets:', '  eth0: {mtu: &m 1400}', '  eth1: {mtu: *m}'));
  assert.deepEqual(
    shared.links.map(({ link }) => link.attributes['mtu']),
    [1400, 1400],
  );
});

test('a billion laughs end in an error, soon', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 20; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  assert.deepEqual(
    diagnose(lines.join('\n')).map(({ code }) => code),
    ['too-many-aliases'],
  );
});

test('nesting without end is an error, not a crash', () => {
  for (const text of [
    '['.repeat(100_000),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    '- '.repeat(20_000),
    `${'{a: '.repeat(300)}1${'}'.repeat(300)}`,
  ]) {
    assert.ok(
      diagnose(text).some(({ severity }) => severity === 'error'),
      text.slice(0, 20),
    );
  }
});

test('empty files say nothing and are no error', () => {
  for (const text of ['', '\n\n', '# only a comment\n', '---\n', '~']) {
    assert.deepEqual(
      declared(text),
      Object.fromEntries(Object.values(LISTS).map((list) => [list, []])),
      JSON.stringify(text),
    );
  }
});

test('carriage returns, tabs after values and a document marker do not matter', () => {
  const text = '---\r\nnetwork:\r\n  ethernets:\r\n    eth0:\r\n      mtu: 1400\t# note\r\n';
  assert.equal(declared(text).links[0]?.link.attributes['mtu'], 1400);
});
