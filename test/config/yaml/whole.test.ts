import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reporter } from '../../../src/config/reporter.ts';
import { SourceText } from '../../../src/config/source-text.ts';
import { parseAnyYaml } from '../../../src/config/yaml/parse-any.ts';
import { Fault } from '../../../src/config/yaml/whole/fault.ts';
import { readWhole, type WholeYaml } from '../../../src/config/yaml/whole/read.ts';
import { runs } from '../../runs.ts';
import { rareText } from '../rare-yaml-texts.ts';
import { examples } from '../repository.ts';
import { plainTree } from '../tree.ts';
import { goodText, looseText, mutatedText } from '../yaml-texts.ts';

const RUNS = runs(1000);

/** The yaml package wants what is in brackets deeper than their key; libyaml, and with it netplan and we, do not. */
const NOT_DEEPER = /^not valid YAML: this [[{'"] is never closed$/;

const sourceOf = (text: string): SourceText => new SourceText('a.yaml', text, 0);

function whole(text: string, reporter: Reporter): WholeYaml | 'fault' {
  try {
    return readWhole(sourceOf(text), reporter);
  } catch (cause) {
    if (cause instanceof Fault) return 'fault';
    throw cause;
  }
}

/** When the reader takes a text, the yaml package must find the same tree at the same offsets, or the same faults. */
function sameAsPackage(text: string): boolean {
  const [own, others] = [new Reporter(), new Reporter()];
  const found = whole(text, own);
  if (found === 'fault') {
    assert.deepEqual(own.diagnostics(), [], text);
    return false;
  }
  const expected = parseAnyYaml(sourceOf(text), others);
  if (others.diagnostics().some(({ message }) => NOT_DEEPER.test(message))) return true;
  assert.deepEqual(own.diagnostics(), others.diagnostics(), text);
  assert.equal(found.broken, expected.broken, text);
  if (own.errors === 0) assert.deepEqual(plainTree(found.root), plainTree(expected.root), text);
  return true;
}

test('YAML in all its ways is read as the yaml package reads it, or left to it', () => {
  let taken = 0;
  let asked = 0;
  fc.assert(
    fc.property(rareText, (text) => {
      asked += 1;
      if (sameAsPackage(text)) taken += 1;
    }),
    { numRuns: RUNS * 2 },
  );
  assert.ok(taken > asked / 5, `${taken} of ${asked} texts were taken only`);
});

test('what the package accepts is left to it seldom', () => {
  let left = 0;
  let right = 0;
  fc.assert(
    fc.property(rareText, (text) => {
      const reporter = new Reporter();
      parseAnyYaml(sourceOf(text), reporter);
      if (reporter.errors > 0) return;
      right += 1;
      if (whole(text, new Reporter()) === 'fault') left += 1;
    }),
    { numRuns: RUNS },
  );
  assert.ok(left < right / 10, `${left} of ${right} right texts were left to the package`);
});

test('usual texts, loose ones and damaged ones are read as the package reads them, or left to it', () => {
  fc.assert(
    fc.property(
      fc.oneof(goodText, looseText, mutatedText),
      fc.constantFrom('\n', '\r\n'),
      (text, end) => void sameAsPackage(text.replaceAll('\n', end)),
    ),
    { numRuns: RUNS * 2 },
  );
});

test('every example is read', () => {
  for (const { name, text } of examples()) assert.equal(sameAsPackage(text), true, name);
});

/** One text for each thing that the plain reader leaves alone. */
const TAKEN: readonly string[] = [
  ...['a:\tb\n', 'a: b\t# c\n', '-\ta\n', 'a: [b,\tc]\n', 'a:\t\n  b: c\n', '- \t\n  - a\n'],
  ...[
    'a: !!str b\n',
    'a: !!map\n  b: c\n',
    'a: !!seq\n- b\n',
    'a: ! b\n',
    '!!str a: &x b\nc: *x\n',
    'a: !<tag:yaml.org,2002:str> b\n',
  ],
  ...[
    'a: |\n  b\n   c\n\nd: e\n',
    'a: >-\n  b\n  c\n\n  d\n    e\n',
    'a: |+\n  b\n\n\nc: d\n',
    'a: |2\n   b\n',
    '- |-\n b\n- c\n',
  ],
  ...[
    'a: b\n  c\n\n  d\n',
    'a: "b\n  c\\\n  d\\x41"\n',
    "a: 'b''\n\n  c'\n",
    '"a\\tb": c\n',
    'a b: c d\n',
    'a : b\n',
    'a\u00a0 : b\u00a0\n',
  ],
  ...[
    '? a\n: b\n',
    '? a\n? b\n',
    '? a\n\t\n',
    'a:\n  b: c\n  # d\n\t\n',
    'a:\n  b: c\n# d\n\t',
    '? - a\n',
    '{? a : b, c, "d":e}\n',
    '[a: b, "c": d]\n',
    '- - a\n  - b\n',
  ],
  ...[
    'a: {b: [c, {d: e f}]}\n',
    'ü: 😀\n',
    '%YAML 1.2\n---\na: b\n...\n',
    '--- a\n',
    '--- |\n a\n',
    '"a"\n',
    '- a\n-\n  b\n',
  ],
  ...[
    '&x a: &y\n  b: c\nd: *y\n',
    'a: *nowhere\n',
    '<<: a\n',
    'a: 1\na: 2\n',
    '? [a]\n: b\n',
    'a: !t b\n',
    '!t # c\n  ? a # d\n... # e\n',
    '__proto__: a\n',
    'null: a\n',
  ],
];
for (const text of TAKEN)
  test(`this is read as the package reads it: ${JSON.stringify(text)}`, () =>
    assert.equal(sameAsPackage(text), true));

test('a wrong text is left to the package, with the place and a reason', () => {
  for (const [text, at, message] of [
    ['a: [b\nc\n', 3, /this \[ is never closed/],
    ['a: [b}\n', 3, /never closed, } stands there instead/],
    ['? b\n\t', 5, /tab/],
    ['a:\n  - b\n  # c\n\t', 16, /tab/],
    ['a:\n  b: c\n\n  # d\r\n \t ', 21, /tab/],
    ['a: "b\n', 3, /this " is never closed/],
    ['a: "b" c\n', 7, /nothing can follow/],
    ['a: b: c\n', 4, /second colon/],
    ['a: b\n  c: d\n', 8, /second colon/],
    ['a: "\\q"\n', 4, /backslash/],
    ['a:\n\tb: c\n', 4, /begins with a tab/],
    ['a: b\n---\nc: d\n', 5, /second document/],
    ['a: \0\n', 3, /character/],
    ['%TAG ! x\n---\na: b\n', 0, /begins with %/],
  ] as const) {
    assert.throws(
      () => readWhole(sourceOf(text), new Reporter()),
      (fault) => {
        assert.ok(fault instanceof Fault);
        assert.match(fault.message, message);
        assert.equal(fault.at, at, text);
        return true;
      },
    );
  }
});
