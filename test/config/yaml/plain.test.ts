import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Node } from '../../../src/config/node.ts';
import { Reporter } from '../../../src/config/reporter.ts';
import { SourceText } from '../../../src/config/source-text.ts';
import { parseAnyYaml } from '../../../src/config/yaml/parse-any.ts';
import { readPlain } from '../../../src/config/yaml/plain/read.ts';
import { runs } from '../../runs.ts';
import { examples } from '../repository.ts';
import { plainTree } from '../tree.ts';
import { goodText, looseText, mutatedText } from '../yaml-texts.ts';

const RUNS = runs(500);

/** The yaml package wants what is in brackets deeper than their key; libyaml, and with it netplan and we, do not. */
const NOT_DEEPER = /^not valid YAML: this [[{] is never closed$/;

const QUOTED_OR_COMMENT = /"[^"\n]*"|'[^'\n]*'|\s#[^\n]*/g;

/** A text with its outermost brackets on one line each, everything at its place. */
function onOneLine(text: string, node: Node | undefined): string {
  if (node?.kind !== 'seq' && node?.kind !== 'map') return text;
  if (text[node.start] === '[' || text[node.start] === '{') {
    const flat = text
      .slice(node.start, node.end)
      .replace(QUOTED_OR_COMMENT, (found) => (/^\s/.test(found) ? ' '.repeat(found.length) : found))
      .replaceAll(/[\r\n]/g, ' ');
    return text.slice(0, node.start) + flat + text.slice(node.end);
  }
  const inner = node.kind === 'seq' ? node.items : node.entries.map(({ value }) => value);
  return inner.reduce(onOneLine, text);
}

/** When the plain reader takes a text, the yaml package must find the same tree at the same offsets, and no fault. */
function sameAsPackage(text: string): boolean {
  const plain = readPlain(new SourceText('a.yaml', text, 0));
  if (plain === 'unusual') return false;
  const read = (text: string) => {
    const reporter = new Reporter();
    const { root } = parseAnyYaml(new SourceText('a.yaml', text, 0), reporter);
    return { root, faults: reporter.diagnostics().map(({ message }) => message) };
  };
  const first = read(text);
  const { root, faults } = first.faults.some((fault) => NOT_DEEPER.test(fault))
    ? read(onOneLine(text, plain.root))
    : first;
  assert.deepEqual(faults, [], text);
  assert.deepEqual(plainTree(plain.root), plainTree(root), text);
  return true;
}

test('well-formed texts are read as the yaml package reads them', () => {
  let taken = 0;
  let asked = 0;
  fc.assert(
    fc.property(goodText, (text) => {
      asked += 1;
      if (sameAsPackage(text)) taken += 1;
    }),
    { numRuns: RUNS },
  );
  assert.ok(taken > asked / 4, `the plain reader took ${taken} of ${asked} texts only`);
});

/** A comment that makes a text so long that its lists are read by the row. */
const LONG = `#${' -'.repeat(8192)}\n`;

/** Lists of many entries that are alike, and some that are not, at whatever depth. */
const ENTRIES: readonly ((i: number) => string)[] = [
  ...new Array(6).fill((i: number) => `- a: v${i}\n  b-c: 10.0.0.${i}/24`),
  ...[
    (i: number) => `- {a: w${i}, b: "x:${i}"}`,
    (i: number) => `- 'b': y${i}:1`,
    (i: number) => `- a: ${i} # one`,
  ],
  ...[
    (i: number) => `- a: v${i}\n\n  # two\n  b-c: z${i}`,
    () => '- a: null',
    (i: number) => `- b${i}`,
    () => '- a: NULL1',
  ],
  ...[
    (i: number) => `- a: v${i}\n  b-c: two words`,
    (i: number) => `- a: v${i}\n  b-c:\n  - v${i}`,
    () => '- a: "null"',
  ],
  ...[
    (i: number) => `- a: v${i}\n  b-c: v${i}\n  d: 1`,
    (i: number) => `-  a: v${i}`,
    () => '# three',
    (i: number) => `- a: v${i}:`,
  ],
  ...[
    (i: number) => `- {a: &one v${i}, b: *one}`,
    (i: number) => `- &two\n  a: v${i}\n  b-c: 10.0.0.${i}/24\n- *two`,
    (i: number) => `- a: &three v${i}\n  b-c: 10.0.0.${i}/24\n- a: *three\n  b-c: 10.0.0.${i}/24`,
  ],
];
const longList = fc
  .tuple(
    fc.array(fc.nat(ENTRIES.length - 1), { minLength: 16, maxLength: 60 }),
    fc.constantFrom('', '  ', '    '),
    fc.constantFrom('', 'end: 1\n', '# end\n', '\n\nend: 1', '  - deeper\n'),
  )
  .map(([kinds, indent, end]) => {
    const lines = kinds.flatMap((kind, i) => (ENTRIES[kind]?.(i) ?? '').split('\n'));
    return `${LONG}list:\n${lines.map((line) => indent + line).join('\n')}\n${end}`;
  });

test('long lists are read as the package reads them, or left to it', () => {
  let taken = 0;
  fc.assert(
    fc.property(longList, (text) => {
      if (sameAsPackage(text)) taken += 1;
    }),
    { numRuns: RUNS },
  );
  assert.ok(taken > RUNS / 20, `the plain reader took ${taken} of ${RUNS} texts only`);
});

test('entries that say more than those before them, or that comments follow, leave a long list to the plain reader', () => {
  const alike = Array.from({ length: 20 }, (_, i) => `- a: v${i}\n  b: w${i}\n`).join('');
  for (const other of [
    '  c: 1\n',
    '\n  c: 1\n',
    '# one\n',
    '\n',
    '- a: v\n',
    '- a: null\n  b: w\n',
    'end: 1\n',
  ])
    assert.equal(
      sameAsPackage(`${LONG}list:\n${alike}${other}${other === 'end: 1\n' ? '' : alike}`),
      true,
      other,
    );
});

test('texts that are long, well-formed or not, are read as the package reads them, or left to it', () => {
  fc.assert(
    fc.property(fc.oneof(goodText, looseText), (text) => void sameAsPackage(LONG + text)),
    { numRuns: RUNS },
  );
});

test('lines that end as on Windows are read as the package reads them, or left to it', () => {
  fc.assert(
    fc.property(fc.oneof(goodText, looseText), (text) => void sameAsPackage(text.replaceAll('\n', '\r\n'))),
    { numRuns: RUNS * 2 },
  );
  for (const { name, text } of examples())
    assert.equal(sameAsPackage(text.replaceAll('\n', '\r\n')), true, name);
});

test('a document with its mark before it is read as the package reads it, or left to it', () => {
  const heads = [
    '---\n',
    '--- \n',
    '# a\n\n---\r\n',
    '--- # a\n',
    ' ---\n',
    '---\n---\n',
    '%YAML 1.2\n---\n',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.oneof(goodText, looseText),
      (head, text) => void sameAsPackage(head + text),
    ),
    { numRuns: RUNS },
  );
  for (const { name, text } of examples()) assert.equal(sameAsPackage(`---\n${text}`), true, name);
});

test('damaged texts are read as the package reads them, or left to it', () => {
  fc.assert(
    fc.property(mutatedText, (text) => void sameAsPackage(text)),
    { numRuns: RUNS * 2 },
  );
});

test('loose lines with every trap of YAML are read as the package reads them, or left to it', () => {
  fc.assert(
    fc.property(looseText, (text) => void sameAsPackage(text)),
    { numRuns: RUNS * 4 },
  );
});

const GAPS = [
  '',
  ' ',
  '\n',
  '\n  ',
  '\n            ',
  ' # why\n          ',
  '#\n          ',
  '\n\n          ',
  ',',
  '\r\n           ',
];

test('brackets over several lines are read as the package reads them, or left to it', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.oneof(goodText, looseText),
      fc.array(fc.constantFrom(...GAPS), { minLength: 1, maxLength: 8 }),
      (text, gaps) => {
        let n = 0;
        const gap = (): string => gaps[n++ % gaps.length] ?? '';
        const spread = text.replaceAll(/(?<=[[{,])|(?=[\]},])/g, gap);
        if (sameAsPackage(spread) && /[[{,]\s*\n/.test(spread)) taken += 1;
      },
    ),
    { numRuns: RUNS * 4 },
  );
  assert.ok(taken > RUNS / 20, `the plain reader took ${taken} texts only`);
  const list = (between: string): string =>
    `network: {ethernets: {e: {addresses: [${between}a,${between}b,${between}]}}}\n`;
  for (const between of ['\n  ', ' # why\n  ', '\r\n\r\n    '])
    assert.equal(sameAsPackage(list(between)), true, between);
  assert.equal(sameAsPackage('a:\n  b: [\n    c,\n  ]\nd: {\n  e: f\n}\n'), true);
  assert.equal(sameAsPackage('a:\n  b: [#\n  c]\n'), false);
});

test('every example is read by the plain reader', () => {
  const all = examples();
  assert.ok(all.length >= 8);
  for (const { name, text } of all) assert.equal(sameAsPackage(text), true, name);
});

test('what is in brackets may stand anywhere in its lines', () => {
  for (const text of [
    'network:\n  a: [\n1.2.3.4,\n      5\n]\n  b: {c: [1,\n 2\n]\n}\n',
    'network:\n  a:\n    - {to: default,\n  via: 10.0.0.1}\n    - [\n    ]\n',
  ]) {
    assert.equal(sameAsPackage(text), true, text);
  }
  assert.equal(readPlain(new SourceText('a.yaml', 'a: [\n...\n]\n', 0)), 'unusual');
  assert.equal(readPlain(new SourceText('a.yaml', 'a: [1,\nb: 2\n', 0)), 'unusual');
});

test('spaces that YAML does not know are part of the text', () => {
  for (const text of ['a: \u00a0\n', 'a: b\u2003 \n', 'a: b\u3000 # c\r\n', '- b\u00a0\n'])
    assert.equal(sameAsPackage(text), true, text);
});

test('anchors and aliases are read as the yaml package reads them', () => {
  for (const text of [
    'a: &x 1\nb: *x\n',
    'a: &x {k: [1, 2]}  # here\nb: *x   # there\nc: 1\n',
    'a: &x\n  k: 1\n\n# between\nb: *x\n',
    'a: &x\n  - 1\n  - &y 2\nb: [*x, *y , 3]\n',
    'a: &a-1 [&b_2 x, *b_2]\nb: {c: *a-1, d: *b_2}\n',
    '- &x a\n- *x\n- &y\n  k: *x\n- *y\n',
    'a: &x 1\nb: &x 2\nc: *x\n',
    'n:\n  a: &x\n    k: 1\n  b: *x\nm: [\n  *x,\n  &z {k: *x},\n  *z\n]\n',
    'a: &x "q"\nb: [*x]\n',
  ])
    assert.equal(sameAsPackage(text), true, text);
});

test('what YAML says otherwise of anchors and aliases is left to the yaml package', () => {
  for (const text of [
    'a: *x\n',
    'a: &x [*x]\n',
    'a: &x\nb: *x\n',
    'a: &x *y\n',
    '- &x k: 1\n- *x\n',
    '&x a: 1\nb: *x\n',
    'a: &x 1\n*x : 2\n',
    'a: &x 1\nb: *x y\n',
    'a: &x:y 1\nb: *x:y\n',
    'a: &x\n- 1\n',
    `a: &x [${'x, '.repeat(1000)}x]\nb: [${'*x, '.repeat(1000)}*x]\n`,
    `${Array.from({ length: 20_001 }, (_, i) => `- &a${i} x\n`).join('')}`,
  ])
    assert.equal(readPlain(new SourceText('a.yaml', text, 0)), 'unusual', text.slice(0, 100));
});
