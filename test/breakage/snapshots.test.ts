import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { assertDecent, assertRefused } from './support/decency.ts';
import { file, measured, nlapply, scratch } from './support/program.ts';

const EMPTY = { format_version: 1, links: [], addresses: [], routes: [], rules: [] };
const LINK = {
  type: 'link',
  name: 'eth0',
  kind: 'physical',
  attributes: { state: 'up', mtu: 1500 },
  index: 2,
};
const CONFIG = 'network: {ethernets: {eth0: {mtu: 1400, addresses: [10.0.0.1/24]}}}\n';

test('A snapshot cut off anywhere is refused, and so is what is none.', (t) => {
  const directory = scratch(t);
  const config = file(directory, 'config.yaml', CONFIG);
  const against = (content: string | Uint8Array) =>
    nlapply(['diff', '--state', file(directory, 'state.json', content), config]);
  const whole = JSON.stringify({ ...EMPTY, links: [LINK] });
  assert.equal(against(whole).status, 2);
  for (const length of [0, 1, 20, whole.length >> 1, whole.length - 1]) {
    assertRefused(against(whole.slice(0, length)), 78, /state\.json is not JSON/, `${length} bytes`);
  }
  assertRefused(against(Buffer.from([0, 255, 254, 1])), 78, /state\.json is not JSON/);
  assertRefused(against('\u001b[31m'), 78, /state\.json is not JSON/);
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [null, /the document: expected a mapping/],
    [[], /the document: expected a mapping/],
    [{ ...EMPTY, format_version: 2 }, /format_version: expected 1/],
    [{ ...EMPTY, format_version: undefined }, /format_version: expected 1/],
    [{ ...EMPTY, links: {} }, /links: expected a list/],
    [{ ...EMPTY, links: [null] }, /links\[0\]: expected a mapping/],
    [{ ...EMPTY, links: [{ ...LINK, name: 5 }] }, /links\[0\]\.name: expected a text/],
    [{ ...EMPTY, links: [{ ...LINK, attributes: { mtu: {} } }] }, /links\[0\]\.attributes: expected/],
    [{ ...EMPTY, routes: [{ type: 'route' }] }, /routes\[0\]\.family: expected one of 4, 6/],
    [
      { ...EMPTY, addresses: [{ type: 'address', link: 'eth0', family: 5 }] },
      /addresses\[0\]\.family: expected/,
    ],
  ];
  for (const [state, complaint] of wrong) assertRefused(against(JSON.stringify(state)), 78, complaint);
});

test('Names that a prototype has are names like others.', (t) => {
  const directory = scratch(t);
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const links = names.map((name, i) => ({ ...LINK, name, index: i + 3 }));
  const state = file(directory, 'state.json', JSON.stringify({ ...EMPTY, links }));
  const config = file(
    directory,
    'c.yaml',
    'network: {bridges: {constructor: {}, toString: {interfaces: [hasOwnProperty]}}, ethernets: {hasOwnProperty: {}}}\n',
  );
  const run = nlapply(['diff', '--state', state, config]);
  assertDecent(run);
  assert.equal(run.status, 2, run.stderr);
});

test('What is hostile in a snapshot is printed, not obeyed.', (t) => {
  const directory = scratch(t);
  const evil = 'a\u001b]0;x\u0007\u202e';
  const link = { ...LINK, name: 'eth0', attributes: { state: 'up', mtu: 1500, alias: evil, master: evil } };
  const other = { ...LINK, name: evil, index: 3 };
  const state = file(directory, 'state.json', JSON.stringify({ ...EMPTY, links: [link, other] }));
  const config = file(
    directory,
    'c.yaml',
    'network: {ethernets: {eth0: {alias: good}, all: {match: {name: "*"}, mtu: 1400}}}\n',
  );
  for (const words of [[], ['--json'], ['--verbose']]) {
    const run = nlapply(['diff', ...words, '--state', state, config]);
    assertDecent(run);
    assert.match(run.stdout, /\\u/);
  }
});

test('A snapshot of thirty thousand routes is taken in.', (t) => {
  const directory = scratch(t);
  const routes = Array.from({ length: 30_000 }, (_, i) => ({
    ...{
      type: 'route',
      family: 4,
      table: 254,
      to: `100.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}/32`,
      tos: 0,
    },
    ...{ metric: 0, kind: 'unicast', via: '10.0.0.2', link: 'eth0', protocol: 78 },
  }));
  const state = file(directory, 'state.json', JSON.stringify({ ...EMPTY, links: [LINK], routes }));
  const config = file(directory, 'c.yaml', 'network: {ethernets: {eth0: {}}}\n');
  const run = measured(['diff', '--json', '--state', state, config]);
  assertDecent({ ...run, stdout: '' });
  assert.ok(run.seconds < 8, `${run.seconds} s`);
  assert.ok(run.mebibytes < 450, `${run.mebibytes} MiB`);
  assert.equal(run.status, 2);
});
