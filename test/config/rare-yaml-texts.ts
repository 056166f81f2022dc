import fc from 'fast-check';

/** What YAML has beyond the usual, to be put at places where a value stands; `{I}` is the indentation that belongs there. */
const VALUES: readonly string[] = [
  ...[
    '|\n{I}a\n{I}  b\n{I}c',
    '|-\n{I}a\n\n{I}b',
    '>\n{I}a\n{I}b\n\n{I}c\n{I}  d\n{I}e',
    '>-\n{I}a\n{I}\tb\n{I}c',
  ],
  ...[
    '|2-\n{I}a',
    '>1\n{I}b',
    '|+\n{I}a',
    '| # why\n{I}# no comment\n{I}b: c',
    '>-\n\n{I}a\n{I}b',
    '|\n{I}a # b\n\n\n',
  ],
  ...['|\n{I}a\n # less deep', '|-\n{I}a\n{I} ', '>\n{I}a\n\n{I} b\n\n{I}c\n', '|\n', '>-\n{I}ü😀\n'],
  ...[
    'two\n{I}lines',
    'a\n{I}b\n\n{I}c',
    'a\n{I}- b',
    'a # b\n{I}c',
    'a\n{I}# b\n',
    'a\n{I}b: c',
    'a b\n{I}[c',
  ],
  ...[
    '"a\n{I}b"',
    '"a\\\n{I}b"',
    '"a  \n\n{I}  b"',
    "'a\n{I}b'",
    "'it''s\n\n{I}x'",
    '"\\x41\\u00e9\\U0001F600 \\" \\\\"',
  ],
  ...['"a\\tb\\n"', '"\\q"', '"a\\ \n{I}\\ b"', '"\n{I}a\n{I}"', "'\n{I}'", '"a": b', '"a" b', '"a" # b'],
  ...[
    '!!str a',
    '!!str',
    '!!map {a: b}',
    '!!seq [a]',
    '!!seq\n{I}- a',
    '!!map\n{I}a: b',
    '!!str "a"',
    '! a',
    '!t x',
    '!!int 5',
  ],
  ...[
    '!<tag:yaml.org,2002:str> a',
    '!!str |\n{I}a',
    '!!map x',
    '!!str [a]',
    '!!str &a b',
    '&a !!str b',
    '&a &b c',
    '!!seq {a: b}',
  ],
  ...[
    '&a b',
    '*a',
    '&a\n{I}b: c',
    '&a [*a]',
    '&b {c: *a}',
    '*a # b',
    '&a',
    '*nowhere',
    '!!str *a',
    '&a b: c',
    '&a\n{I}&b c: d',
  ],
  ...[
    '[a, b: c]',
    '[? a : b]',
    '{? a : b}',
    '{? a}',
    '{a, b}',
    '{"a":b}',
    '{"a" : b, \'c\':d}',
    '[a b, c d]',
    '{a b: c d}',
    '{a: }',
  ],
  ...[
    '["a": b]',
    '[a: ]',
    '[: a]',
    '{: a}',
    '[a\n{I}b]',
    '[a,\n{I}b: c]',
    '{a\n{I}: b}',
    '{a: b\n{I}c}',
    '["a\n{I}b"]',
    '[a,,b]',
    '[,]',
  ],
  ...[
    '[!!str a, &a b, *a]',
    '{!!str a: &x b, c: *x}',
    '{a: !!str, b: &y}',
    '[!!str , a]',
    '[a, # b\n{I}c]',
    '[ü, 😀: é]',
    '[[a]: b]',
  ],
  ...[
    '[a\t,\tb]',
    '{a:\tb}',
    '[\n{I}\ta]',
    '{a: {b: [c, {d}]}}',
    '[]',
    '{}',
    '[a]\t# b',
    '{a: b, a: c}',
    '{<<: *a}',
    '{[a]: b}',
  ],
  ...[
    '{a: "b"c}',
    '[a]b',
    '[a] b',
    '{a:b}',
    '[-]',
    '[- a]',
    '[-a, ?b, :c]',
    '{a: -}',
    '[a#b, c #d\n{I}]',
    '[::1, a::]',
    '[http://x]',
  ],
  ...[
    '- b',
    'a: b',
    '? b',
    '-\tb',
    'a:b',
    ':a',
    '?a',
    '-a',
    '@a',
    '`a',
    '%a',
    '#a',
    'a#b',
    'a #b',
    'a\t#b',
    'a\t',
    '\ta',
    'é',
    '😀 x',
  ],
  ...['~', 'null', 'NULL ', '', '', '', '---', '...', 'a ]', 'a, b', '=', '<<', 'a\\b', "a'b", 'a"b'],
];

const KEYS: readonly string[] = [
  ...[
    'a',
    'b',
    'c',
    'd e',
    '"f"',
    "'g'",
    'ü',
    '😀',
    'x/y',
    'x:y',
    '10.0.0.1/24',
    'h ',
    'i\t',
    '!!str j',
    '&k l',
    '*a ',
    '"m\\n"',
  ],
  ...[
    'null',
    '~',
    '<<',
    '__proto__',
    '[a]',
    '{a}',
    '',
    '-n',
    '?o',
    'p#q',
    'r #s',
    '!t u',
    '"v" ',
    '|',
    '&z',
    '!!str',
  ],
];

const SEPARATORS: readonly string[] = [
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  '  ',
  '\t',
  ' \t',
  '',
  '\n',
  ' # why\n',
  '\n\n',
  '\n# why\n',
];
const ENDS: readonly string[] = [
  '',
  '',
  '',
  '',
  '',
  ' # note',
  '\n# note',
  '\n',
  '\t',
  '\n{I}# deep',
  '\n\t',
  '\n  \n',
];

interface Roll {
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (percent: number) => boolean;
}

function block(roll: Roll, depth: number, pad: string): string {
  const count = 1 + (roll.chance(60) ? 1 : 0) + (roll.chance(30) ? 1 : 0);
  const isList = roll.chance(30);
  const tagged = Array.from(
    { length: count },
    () => pad + (isList ? entry(roll, depth, pad) : pair(roll, depth, pad)),
  );
  return tagged.join('\n');
}

function end(roll: Roll, pad: string): string {
  return roll.pick(ENDS).replaceAll('{I}', `${pad}  `);
}

function value(roll: Roll, depth: number, pad: string): string {
  if (depth > 0 && roll.chance(40)) {
    const properties = roll.pick([
      '',
      '',
      '',
      '',
      ' &a',
      ' !!map',
      ' !!seq',
      '\n!!map',
      ' &b # c',
      ' !!map &m',
    ]);
    return `${properties}${roll.pick(['\n', '\n', '\n', ' # d\n', '\t\n', '\n\n'])}${block(roll, depth - 1, `${pad}${roll.pick(['  ', '  ', ' ', '    '])}`)}`;
  }
  const separator = roll.pick(SEPARATORS);
  const isBelow = separator.includes('\n');
  const text = roll.pick(VALUES).replaceAll('{I}', `${pad}  `);
  return `${separator}${isBelow ? `${pad}  ` : ''}${text}${end(roll, pad)}`;
}

function pair(roll: Roll, depth: number, pad: string): string {
  const key = roll.chance(80) ? roll.pick(['a', 'b', 'c', 'e', 'f', 'g']) : roll.pick(KEYS);
  if (roll.chance(12)) {
    const behind = roll.chance(80) ? `\n${pad}:${value(roll, depth, pad)}` : '';
    return `?${roll.pick([' ', ' ', '\t', '\n  '])}${key}${behind}`;
  }
  return `${key}:${value(roll, depth, pad)}`;
}

function entry(roll: Roll, depth: number, pad: string): string {
  const lead = roll.pick(['- ', '- ', '- ', '-  ', '-\t', '-']);
  if (lead !== '-' && roll.chance(30) && depth > 0) {
    const deeper = `${pad}${' '.repeat(lead.length)}`;
    return `${lead}${block(roll, depth - 1, deeper).slice(deeper.length)}`;
  }
  return `-${value(roll, depth, pad)}`;
}

const HEADS: readonly string[] = [
  ...[
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '---\n',
    '--- ',
    '# a\n',
    '%YAML 1.2\n---\n',
    '\n',
    '--- # b\n',
    '---\t',
    '--- !!map\n',
    '--- |\n',
    '--- >-\n',
  ],
];
const TAILS: readonly string[] = [
  '\n',
  '\n',
  '\n',
  '\n',
  '',
  '\n...\n',
  '\n... # a\n',
  '\n---\n',
  '\n...\n...\n',
  '\n# end',
  '\n\n\n',
  '\n...\na: b\n',
];

/** YAML in each way that it can be written, most of it right. */
export const rareText: fc.Arbitrary<string> = fc
  .tuple(fc.infiniteStream(fc.nat({ max: 9_999 })), fc.nat({ max: 3 }), fc.boolean())
  .map(([dice, depth, isWindows]) => {
    const next = (): number => Number(dice.next().value);
    const roll: Roll = {
      pick: <T>(list: readonly T[]): T => list[next() % list.length] as T,
      chance: (percent) => next() % 100 < percent,
    };
    const content = roll.chance(90) ? block(roll, depth, '') : value(roll, 0, '').trimStart();
    const text = roll.pick(HEADS) + content + roll.pick(TAILS);
    return isWindows && roll.chance(20) ? text.replaceAll('\n', '\r\n') : text;
  });
