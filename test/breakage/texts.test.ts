import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { configure } from '../../src/config/configure.ts';
import { examples } from '../config/repository.ts';
import { assertDecent, assertRefused } from './support/decency.ts';
import { file, nlapply, scratch } from './support/program.ts';

const check = (input: string | Uint8Array) => nlapply(['check', '-'], { input });

const PLACED = /^<stdin>:\d+:\d+: error: /m;

test('A file cut off anywhere is read or refused with a place, by a diagnosis that never fails.', () => {
  for (const { name, text } of examples()) {
    for (let length = 0; length < text.length; length += name === 'router.yaml' ? 1 : 13) {
      const { diagnostics } = configure([{ file: name, text: text.slice(0, length) }]);
      for (const { message, place, severity } of diagnostics) {
        const what = `${name} cut at ${length}: ${severity}: ${message}`;
        assert.ok(place !== undefined && place.line >= 1 && place.column >= 1, what);
        assert.doesNotMatch(message, /undefined|\[object|null\b|NaN/, what);
      }
    }
  }
});

test('The command takes a file cut off anywhere with status 0 or 78.', () => {
  const [{ name, text } = { name: '', text: '' }] = examples().filter((e) => e.name === 'router.yaml');
  for (let part = 1; part <= 12; part += 1) {
    const run = check(text.slice(0, Math.floor((text.length * part) / 13) + part));
    assertDecent(run, `${name}, part ${part}`);
    if (run.status === 78) assert.match(run.stderr, PLACED);
    else assert.equal(run.status, 0, run.stderr);
  }
});

test('Bytes that are no text are refused with the place of the first one.', () => {
  const random = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 73 + (i >> 3) * 31) % 256));
  assertRefused(check(random), 78, PLACED);
  assertRefused(check(Buffer.from('network:\n  version: 2\u0000\n')), 78, /^<stdin>:2:13: error: .*NUL/);
  assertRefused(
    check(Buffer.from('network: # \u00e9\n  versio\u00f1: 2\n', 'latin1')),
    78,
    /^<stdin>:1:12: error: .*UTF-8/,
  );
  assertRefused(check(Buffer.from('\u007fELF\u0002\u0001\u0001')), 78, PLACED);
});

test('UTF-16 is named as what it is, a byte order mark before UTF-8 is none of the text.', () => {
  const text = 'network: {version: 2, bridges: {br0: {}}}\n';
  assertRefused(check(Buffer.from(`\ufeff${text}`, 'utf16le')), 78, /UTF-16/);
  assertRefused(check(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), 78, /UTF-16/);
  const marked = check(`\ufeff${text}`);
  assert.deepEqual([marked.status, marked.stderr], [0, '']);
  assert.match(marked.stdout, /1 device: valid/);
});

test('A file without content declares nothing and is valid.', (t) => {
  const directory = scratch(t);
  for (const text of ['', '\n', '# a\n#b\n', '   \n', '---\n', 'network:\n  version: 2\n', '~\n', '\ufeff']) {
    const run = nlapply(['check', file(directory, 'empty.yaml', text)]);
    assert.deepEqual([run.status, run.stderr], [0, ''], JSON.stringify(text));
  }
});

test('Nothing at all on standard input is refused: what was to write it has failed.', () => {
  for (const text of ['', '\n', '   \n']) assertRefused(check(text), 78, /nothing came from standard input/);
  assert.equal(check('network: {}\n').status, 0);
});

test('Lines may end as Windows ends them; places do not move.', () => {
  const lines = ['network:', '  version: 2', '  bridges:', '    br0: {adresses: []}', ''];
  assertRefused(
    check(lines.join('\r\n')),
    78,
    /^<stdin>:4:11: error: .*adresses.*\n 4 \| {5}br0: \{adresses: \[\]\}\n/,
  );
  assert.equal(check(lines.join('\r\n').replace('adr', 'addr')).status, 0);
  assertRefused(check(lines.join('\r')), 78, PLACED);
});

test('Tabs and control characters are shown as text and refused with a place.', () => {
  assertRefused(check('network:\n\tversion: 2\n'), 78, /^<stdin>:2:1: error: .*tabs?/);
  assertRefused(check('network:\n  \u001b[31mversion: 2\n'), 78, /^<stdin>:2:3: error: .*\\u\{1b\}\[31m/);
});

const WRONG_DOCUMENTS: Readonly<Record<string, string>> = {
  'a second document': 'network: {version: 2}\n---\nnetwork: {version: 2}\n',
  'an old YAML': '%YAML 1.1\n---\nnetwork: {version: 2}\n',
  'a merge key': 'network:\n  bridges:\n    br0: &a {}\n    br1:\n      <<: *a\n',
  'a tag': 'network: !!python/object/apply:os.system [id]\n',
  'a key twice': 'network:\n  version: 2\n  version: 2\n',
  'an alias to nothing': 'network: *nothing\n',
  'an alias to itself': 'network: &a {bridges: *a}\n',
  'a prototype': 'network:\n  __proto__: {admin: true}\n',
  'a constructor': 'network:\n  constructor: {prototype: {admin: true}}\n',
  'a key that is a list': 'network:\n  ? [a, b]\n  : c\n',
  'a key that is null': 'network:\n  ~: c\n',
  'a list at the top': '- network\n',
  'a text at the top': 'network\n',
  'a number at the top': '42\n',
  'an unfinished string': 'network:\n  bridges: "br0\n',
  'an unfinished list': 'network:\n  bridges: [br0\n',
  'another top': 'networks:\n  version: 2\n',
  'another version': 'network:\n  version: 3\n',
};
for (const [what, text] of Object.entries(WRONG_DOCUMENTS)) {
  test(`A configuration with ${what} is refused with a place.`, () => {
    assertRefused(check(text), 78, PLACED, what);
  });
}
