import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../src/config/configure.ts';
import { diffConfiguration } from '../../src/engine/index.ts';
import type { Snapshot } from '../../src/model/index.ts';
import { runs } from '../runs.ts';
import { assertDecent, assertRefused } from './support/decency.ts';
import { nlapply } from './support/program.ts';
import { configurationWith, PATHS, type Path } from './support/schema-paths.ts';

/** One of everything that may stand where something else belongs. */
const VALUES: readonly unknown[] = [
  ...['', 'text', 'yes', '24abc', '0x10', '-', '1.2.3.4/99', '::ffff', 'a/b', '\u001b[31m', 'é'.repeat(4000)],
  ...[-1, 0, 1, 0.5, 65536, 4294967296, 1e99, true, false, null],
  ...[[], [[]], [null], ['text'], [-1], [{}], {}, { a: 1 }, { '': null }, { length: 5 }, [['a'], ['b']]],
];

const NOTHING: Snapshot = { format_version: 1, links: [], addresses: [], routes: [], rules: [] };

/**
 * What most devices have is the same in each section: every value is tried in one of these, one in each of the others. A
 * build server tries every third.
 */
const tried = new Set<string>();
let turn = 0;
function valuesFor(path: Path): readonly unknown[] {
  const [, , , ...key] = path;
  const text = key.join('.');
  turn += 1;
  if (key.length > 0 && tried.has(text)) return [VALUES[turn % VALUES.length]];
  tried.add(text);
  const step = VALUES.length / runs(VALUES.length);
  return VALUES.filter((_, i) => (i + turn) % Math.max(1, Math.floor(step)) === 0);
}

const shown = (path: Path, value: unknown): string =>
  `${path.join('.')}: ${JSON.stringify(value)?.slice(0, 60)}`;

test('Every key takes every value, or refuses it with a place; nothing fails that was not foreseen.', async () => {
  assert.ok(PATHS.length > 100, `${PATHS.length} keys`);
  let refused = 0;
  for (const path of PATHS) {
    for (const value of valuesFor(path)) {
      const text = configurationWith(path, value);
      const { declaration, diagnostics } = configure([{ file: 'types.yaml', text }]);
      for (const { place, message, hint = '' } of diagnostics) {
        const what = `${shown(path, value)}: ${message}`;
        assert.ok(place !== undefined && place.line === 1 && place.column >= 1, what);
        assert.ok(place.column <= text.length + 1, what);
        assert.doesNotMatch(message + hint, /undefined|\[object |NaN|Infinity/, what);
      }
      if (diagnostics.some(({ severity }) => severity === 'error')) refused += 1;
      else await diffConfiguration(declaration, { stateDir: '/nonexistent', snapshot: NOTHING });
    }
  }
  assert.ok(refused > PATHS.length, `only ${refused} refused`);
});

test('The command says so in decent words for each section.', () => {
  const sections = new Map<string, string[]>();
  for (const path of PATHS) {
    const [, section = ''] = path;
    for (const value of ['\u001b[31m', { a: 1 }, [[]], null, 1e99]) {
      sections.set(section, [...(sections.get(section) ?? []), configurationWith(path, value)]);
    }
  }
  for (const [section, texts] of sections) {
    // One file cannot have a key twice, so devices get names of their own.
    const devices = texts.map((text, i) => text.trim().replace('"dev0"', `"dev${i}"`));
    const inner = devices.flatMap((text) => {
      const { network } = JSON.parse(text);
      const found: unknown = network?.[section];
      return typeof found === 'object' && found !== null ? [JSON.stringify(found).slice(1, -1)] : [];
    });
    if (inner.length === 0 || section === 'renderer') continue;
    const run = nlapply(['check', '-'], { input: `{"network": {"${section}": {${inner.join(',\n')}}}}\n` });
    assertRefused(run, 78, /^<stdin>:\d+:\d+: error: /m, section);
    const complaints = run.stderr.split('\n').filter((line) => /^\S.*(error|warning): /.test(line));
    for (const line of complaints.slice(0, -1)) assert.match(line, /^<stdin>:\d+:\d+: (error|warning): /);
  }
});

const OUT_OF_RANGE: Readonly<Record<string, string>> = {
  'an octet above 255': 'addresses: [10.0.0.256/24]',
  'a prefix above 32': 'addresses: [10.0.0.1/33]',
  'a prefix above 128': 'addresses: ["2001:db8::1/129"]',
  'a prefix below 0': 'addresses: [10.0.0.1/-1]',
  'no prefix': 'addresses: [10.0.0.1]',
  'three octets': 'addresses: [10.0.1/24]',
  'leading zeros': 'addresses: [10.0.0.010/24]',
  'nine groups': 'addresses: ["1:2:3:4:5:6:7:8:9/64"]',
  'two gaps': 'addresses: ["1::2::3/64"]',
  'a zone': 'addresses: ["fe80::1%eth0/64"]',
  'host bits in a destination': 'routes: [{to: 10.0.0.1/8, via: 10.0.0.2}]',
  'a metric of 33 bits': 'routes: [{to: 10.0.0.0/8, via: 10.0.0.2, metric: 4294967296}]',
  'a negative table': 'routes: [{to: 10.0.0.0/8, via: 10.0.0.2, table: -1}]',
  'an MTU of more than 32 bits': 'mtu: 4294967296',
  'a negative MTU': 'mtu: -1',
  'an MTU with a unit': 'mtu: 1500bytes',
  'a MAC address of five bytes': 'macaddress: 52:54:00:00:00',
  'a multicast MAC address': 'macaddress: "01:00:5e:00:00:01"',
  'a priority of 33 bits': 'routing-policy: [{from: 10.0.0.0/8, table: 1, priority: 4294967296}]',
  'two families in one route': 'routes: [{to: 10.0.0.0/8, via: "2001:db8::1", from: "2001:db8::2"}]',
};
for (const [what, text] of Object.entries(OUT_OF_RANGE)) {
  test(`What is out of range (${what}) is refused where it stands.`, () => {
    const { diagnostics } = configure([
      { file: 'x', text: `network:\n  bridges:\n    br0:\n      ${text}\n` },
    ]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    assert.ok(errors.length > 0, JSON.stringify(diagnostics));
    for (const { place, message } of errors) {
      assert.equal(place?.line, 4, message);
      assert.ok((place?.column ?? 0) > 7, message);
    }
  });
}

test('Unknown keys on every level are refused with the nearest known one.', () => {
  const input =
    'netwrok: {}\nnetwork:\n  bridgs: {}\n  bridges:\n    br0:\n      adresses: []\n      routes: [{too: default}]\n';
  const run = nlapply(['check', '-'], { input });
  assertRefused(run, 78, /^<stdin>:1:1: error: .*netwrok/);
  for (const line of [/:3:3: .*bridgs/, /:6:7: .*adresses/, /:7:17: .*too/]) assert.match(run.stderr, line);
  for (const word of ['network', 'bridges', 'addresses', '"to"'])
    assert.match(run.stderr, new RegExp(`mean.*${word}`));
});

test('Values of four thousand characters are refused without being told in full.', () => {
  const long = 'x'.repeat(4000);
  for (const text of [
    `bridges: {${long}: {}}`,
    `bridges: {br0: {alias: ${long}}}`,
    `bridges: {br0: {macaddress: ${long}}}`,
    `${long}: 1`,
  ]) {
    const run = nlapply(['check', '-'], { input: `network: {${text}}\n` });
    assertRefused(run, 78, /^<stdin>:1:\d+: error: /);
    assert.ok(run.stderr.length < 6000, `${run.stderr.length} characters for ${text.slice(0, 40)}`);
  }
  for (const words of [
    [`--${long}`],
    ['--netns', long, 'show'],
    ['--color', long],
    ['diff', '--state', long],
    [long],
    ['check', long],
    ['-n', '--wait-links', long],
  ]) {
    const run = nlapply(words);
    assertDecent(run, words.join(' ').slice(0, 40));
    assert.ok([1, 64, 78].includes(run.status ?? -1), `${words.join(' ').slice(0, 40)}: ${run.status}`);
  }
});
