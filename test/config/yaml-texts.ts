import fc from 'fast-check';

const WORDS = [
  ...[
    'a',
    'eth0',
    'to',
    '10.0.0.1/24',
    '2001:db8::1/64',
    '::1',
    'fe80::1',
    'x y',
    '-1',
    '- x',
    'a:b',
    'a: b',
    'a:',
    ':',
    '-',
  ],
  ...[
    'null',
    '~',
    'true',
    '0755',
    '"q"',
    "'q'",
    "'it''s'",
    '"a\\n"',
    '"',
    "'",
    '#c',
    'x#c',
    'x # c',
    '&a x',
    '*a',
    '!t x',
  ],
  ...[
    '[]',
    '{}',
    '[a, b]',
    '[a,b]',
    '[ a ]',
    '{a: b}',
    '{a: b, c: [d]}',
    '{a: 1, a: 2}',
    '[a, ]',
    '{a}',
    '{a: }',
    '{a:b}',
  ],
  ...[
    '["x"]',
    '{"a": 1}',
    '{"a":1}',
    '[a: b]',
    '[::1]',
    '[a:]',
    '{a: ::1}',
    '[a #',
    '[a',
    '|',
    '>',
    '%x',
    '@x',
    '`x',
    '? a',
    '<<',
    'é',
    '😀',
    'x 😀 y',
    '"😀"',
    '[😀]',
    '$x',
  ],
];
const KEYS = [
  'a',
  'b',
  'eth0',
  '10.0.0.1/24',
  '"q"',
  "'k'",
  '::1',
  'a b',
  'null',
  '',
  '<<',
  '-x',
  '- a',
  '- b',
  '-',
  '- - c',
];
const SPACES = ['', ' ', '  ', '   ', '    ', '      ', '\t'];

const line = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(
        indent(),
        fc.constantFrom(...KEYS),
        fc.constantFrom(':', ': ', ':  ', ' : '),
        word(),
      ),
    },
    { weight: 3, arbitrary: fc.tuple(indent(), fc.constantFrom('- ', '-   ', '-'), word()) },
    { weight: 1, arbitrary: fc.tuple(indent(), fc.constantFrom('', '# note', '#', ' ', '---', '...', 'x')) },
  )
  .map((parts) => parts.join(''));

function indent(): fc.Arbitrary<string> {
  return fc.constantFrom(...SPACES, '', '  ', '  ', '    ');
}

function word(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...WORDS, '', '', '', ''), fc.constantFrom('', '', '', ' ', ' # note', '#'))
    .map((parts) => parts.join(''));
}

/** Lines in loose order: mostly wrong YAML, with every trap the language has. */
export const looseText: fc.Arbitrary<string> = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, end]) => lines.join('\n') + end);

type Tree = string | Tree[] | { readonly map: readonly (readonly [string, Tree])[] };

const leaf = fc.constantFrom(
  'eth0',
  '10.0.0.1/24',
  '2001:db8::1',
  '"q: #"',
  "'it''s'",
  '',
  'two words',
  '5',
  '~',
);
const tree = fc.letrec<{ tree: Tree; map: Tree; seq: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, { weight: 3, arbitrary: leaf }, tie('map'), tie('seq')),
  map: fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'via', '"k"', '10.0.0.1/24'), tie('tree')), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 4,
    })
    .map((map) => ({ map })),
  seq: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
}));

/** Well-formed block YAML with brackets, comments and blank lines here and there. */
export const goodText: fc.Arbitrary<string> = fc
  .tuple(tree.map, fc.infiniteStream(fc.nat({ max: 99 })))
  .map(([root, dice]) => write(root, 0, () => Number(dice.next().value)));

/** Well-formed YAML with a character or two taken out, put in or changed. */
export const mutatedText: fc.Arbitrary<string> = fc
  .tuple(
    goodText,
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('', ' ', ':', '-', '#', '\n', '"', "'", ',', '[', '}', 'x', '\t')),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, put]) => {
      const place = at % (now.length + 1);
      return now.slice(0, place) + put + now.slice(place + (at % 3 === 0 ? 1 : 0));
    }, text),
  );

function write(node: Tree, depth: number, roll: () => number): string {
  const pad = '  '.repeat(depth);
  const note = (): string =>
    (roll() < 10 ? ' # note' : '') + (roll() < 5 ? `\n${pad}# more` : '') + (roll() < 5 ? '\n' : '');
  if (typeof node === 'string') return `${node}${note()}\n`;
  const members = Array.isArray(node)
    ? node.map((item) => ({ lead: '- ', item, always: true }))
    : node.map.map(([key, item]) => ({ lead: `${key}:`, item, always: false }));
  return members
    .map(({ lead, item, always }) => {
      if (typeof item === 'string')
        return `${pad}${lead}${always || item === '' ? '' : ' '}${item}${note()}\n`;
      if (roll() < 25) return `${pad}${lead}${always ? '' : ' '}${flow(item)}${note()}\n`;
      const block = write(item, depth + 1, roll);
      return always && !Array.isArray(item)
        ? `${pad}${lead}${block.trimStart()}`
        : `${pad}${lead.trimEnd()}${note()}\n${block}`;
    })
    .join('');
}

function flow(node: Tree): string {
  if (typeof node === 'string') return node === '' ? '""' : node;
  if (Array.isArray(node)) return `[${node.map(flow).join(', ')}]`;
  return `{${node.map.map(([key, item]) => `${key}: ${flow(item)}`).join(', ')}}`;
}
