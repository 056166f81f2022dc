import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { NETPLAN } from '../config/netplan-language.ts';
import { pairOf } from '../config/netplan-outcomes.ts';
import { examples } from '../config/repository.ts';
import { goodText, looseText, mutatedText } from '../config/yaml-texts.ts';

/** Texts that are right, or nearly so: the examples, and one for each of netplan's keys. */
export const SEEDS: readonly string[] = [
  ...examples().map(({ text }) => text),
  ...NETPLAN.flatMap((place) =>
    Object.entries(place.keys).map(([key, probe]) => pairOf(place, key, probe).withKey),
  ),
];

/** What is put into a text: marks of YAML, values on the edge of their ranges, words from elsewhere. */
const PIECES: readonly string[] = [
  ...[
    '',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    '\r\n',
    ':',
    ': ',
    '-',
    '- ',
    '#',
    ' #',
    ',',
    '?',
    '|',
    '>',
    '%',
    '@',
    '`',
  ],
  ...[
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '[]',
    '{}',
    '&a ',
    '*a',
    '!t ',
    '<<: ',
    '---\n',
    '...',
    '~',
    'null',
    '\\',
  ],
  ...[
    '0',
    '-1',
    '1',
    '65536',
    '4294967295',
    '4294967296',
    '99999999999999999999',
    '1e9',
    '0x10',
    '1.5',
    '08',
  ],
  ...[
    'true',
    'off',
    'default',
    'main',
    'eth0',
    'lo',
    'br0',
    '__proto__',
    'constructor',
    'toString',
    'network',
  ],
  ...['10.0.0.1/24', '0.0.0.0/0', '255.255.255.255', '::', '::1/128', 'fe80::1', 'ff02::1', '::ffff:1.2.3.4'],
  ...[
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '02:00:00:00:00:01',
    'ü',
    '😀',
    '\u0000',
    '\ufeff',
    '\u2028',
    '\ud800',
  ],
];

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 1_000_000 }),
  cut: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 12 }) }, fc.nat({ max: 200 })),
  put: fc.constantFrom(...PIECES),
});

const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((now, { at, cut, put }) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + put + now.slice(start + cut);
  }, text);

/** A right text with a few edits; words of it may be exchanged by words of another one. */
const mutant: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.constantFrom(...SEEDS),
    fc.array(edit, { maxLength: 2 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
  )
  .map(([text, other, edits, swaps]) => {
    const words = text.split(/(?<=[\s,[\]{}])/);
    const foreign = other.split(/(?<=[\s,[\]{}])/);
    for (const [to, from] of swaps) words[to % words.length] = foreign[from % foreign.length] ?? '';
    return edited(words.join(''), edits);
  });

const bytes: fc.Arbitrary<Buffer> = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

/** A right text with some of its bytes changed. */
const broken: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 5 }),
  )
  .map(([text, changes]) => {
    const buffer = Buffer.from(text);
    for (const [at, byte] of changes) buffer[at % buffer.length] = byte;
    return buffer;
  });

/** Everything that a file may hold. */
export const input: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 10, arbitrary: mutant.map((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: broken },
  { weight: 1, arbitrary: bytes },
  {
    weight: 3,
    arbitrary: fc.oneof(goodText, looseText, mutatedText).map((text) => Buffer.from(text)),
  },
  {
    weight: 1,
    arbitrary: looseText.map((text) =>
      Buffer.from(`network:\n  ethernets:\n    eth0:\n${text.replace(/^/gm, '      ')}`),
    ),
  },
);
