import { Buffer } from 'node:buffer';
import { type Make, repeated, text } from './pieces.ts';

/** Texts, most of them wrong, that are made to be expensive, by what they are full of. */
export const TEXT_KINDS: Readonly<Record<string, Make>> = {
  'laughs, by the billion': () =>
    text(
      `a: &a [${Array.from({ length: 9 }, () => 'ha').join()}]\n${Array.from('bcdefghijklmnopq', (to, i) => `${to}: &${to} [${Array.from({ length: 9 }, () => `*${'abcdefghijklmnopq'.charAt(i)}`).join()}]\n`).join('')}`,
    ),
  aliases: (size) => text(`a: &a x\nb: [${'*a,'.repeat(size / 3)}*a]\n`),
  anchors: (size) => many(size, 11, (i) => `- &a${i} x\n`),
  'anchors and their aliases': (size) =>
    text(
      'network:\n  dummy-devices:\n',
      many(
        size,
        106,
        (i) =>
          `    d${i}: &a${i} {mtu: 1400, addresses: [10.${i >> 8}.${i & 255}.1/24], optional: true}\n    e${i}: *a${i}\n`,
      ),
    ),
  devices: (size) =>
    text(
      'network:\n  dummy-devices:\n',
      many(size, 15, (i) => `    d${i}: {}\n`),
    ),
  'merge keys': (size) =>
    text(
      'a: &a {b: 1}\n',
      many(size, 18, (i) => `c${i}: {<<: *a}\n`),
    ),
  'opening brackets': repeated('['),
  'closing brackets': repeated(']'),
  'brackets, opened and closed': (size) => text('['.repeat(size / 2), ']'.repeat(size / 2)),
  braces: repeated('{'),
  'nested mappings': repeated('{a: '),
  'nested mappings behind a right beginning': (size) =>
    text(
      'network:\n',
      many(size / 2, 30, (i) => `  k${i}: [10.0.0.1/24, x]\n`),
      '  z: ',
      '{a: '.repeat(size / 8),
    ),
  'one key': (size) => text(`${'k'.repeat(size)}: 1\n`),
  'one word': repeated('x'),
  'one text without an end': (size) => text(`network: "${'x'.repeat(size)}`),
  quotes: repeated('"'),
  dashes: repeated('- '),
  'dashes, each on a line': repeated('-\n'),
  colons: repeated(': '),
  'colons, each on a line': repeated(':\n'),
  'question marks': repeated('? '),
  commas: (size) => text('[', ','.repeat(size)),
  tags: repeated('- !t x\n'),
  asterisks: repeated('*'),
  blanks: repeated(' '),
  tabs: repeated('\t'),
  'empty lines': repeated('\n'),
  'carriage returns': repeated('\r'),
  'number signs': repeated('#\n'),
  'NUL bytes': repeated('\0'),
  'byte order marks': repeated('\ufeff'),
  'UTF-16': (size) => Buffer.from('\ufeffnetwork: {}\n'.repeat(size / 24), 'utf16le'),
  'bytes beyond UTF-8': (size) => Buffer.alloc(size, 0xff),
  documents: repeated('---\n'),
  'the same key': repeated('a: 1\n'),
  'unknown keys': (size) =>
    text(
      'network:\n',
      many(size, 11, (i) => `  k${i}: 1\n`),
    ),
  'a stairway of keys': (size) =>
    text(Array.from({ length: Math.sqrt(size * 2) - 3 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')),
  'a text of many lines': (size) => text('a: |\n', '  x\n'.repeat(size / 4)),
  escapes: (size) => text(`a: "${'\\x41'.repeat(size / 4)}"\n`),
  emoji: (size) => text(`a: "${'😀'.repeat(size / 4)}"\n`),
  'wrong addresses': (size) => list(size, 'addresses', 12, (i) => `10.0.${i >> 8}.${i & 255}`),
  'wrong routes': (size) => list(size, 'routes', 18, () => '{to: x, vai: y}'),
  'wrong rules': (size) => list(size, 'routing-policy', 18, () => '{from: default}'),
  'brackets over several lines': (size) =>
    text(
      'network:\n  ethernets:\n    e:\n      addresses: [\n',
      many(size, 23, (i) => `        10.${i >> 16}.${(i >> 8) & 255}.${i & 255}/8,\n`),
      '      ]\n',
    ),
  'undefined ports': (size) =>
    text(
      'network: {bridges: {b: {interfaces: [',
      many(size, 8, (i) => `e${i}, `),
      'e]}}}\n',
    ),
};

/** Pieces of about a length, as many as fit. */
function many(size: number, length: number, piece: (i: number) => string): Buffer {
  return text(Array.from({ length: size / length }, (_, i) => piece(i)).join(''));
}

const list = (size: number, key: string, length: number, item: (i: number) => string): Buffer =>
  text(
    `network: {ethernets: {e: {${key}: [`,
    many(size, length, (i) => `${item(i)}, `),
    'x]}}}\n',
  );
