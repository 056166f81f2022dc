import { filled, ipv4, type Make, text } from './pieces.ts';

/** A device of which all is right, once the text of each of its lines is at its place. */
const dummies =
  (lines: (i: number) => string, head = 'network:\n  dummy-devices:\n'): Make =>
  (size) =>
    text(head, filled(size - head.length - 100, lines));

/** The addresses of one device, in whatever way a list can be written. */
const addresses =
  (before: string, entry: (i: number) => string, after = ''): Make =>
  (size) =>
    text('network:\n  ethernets:\n    e:\n', before, filled(size - 100, entry), after);

/** Right texts in each way that YAML has to write what a configuration says. */
export const YAML_KINDS: Readonly<Record<string, Make>> = {
  'tabs before values': dummies((i) => `    d${i}:\t{mtu:\t1400}\n`),
  'tabs behind values': dummies((i) => `    d${i}:\t\n      mtu: 1400\t# so much\n`),
  'tabs in brackets': addresses('      addresses: [\n', (i) => `\t\t${ipv4(i)}/8,\t\n`, '      ]\n'),
  'tabs behind dashes': addresses('      addresses:\n', (i) => `      -\t${ipv4(i)}/8\n`),
  'tags of texts': dummies((i) => `    d${i}:\n      alias: !!str a\n`),
  'tags of mappings': dummies((i) => `    d${i}: !!map {mtu: 1400}\n`),
  'tags of lists': addresses('      addresses: !!seq\n', (i) => `      - !!str ${ipv4(i)}/8\n`),
  'tags in brackets': addresses('      addresses: [\n', (i) => `        !!str ${ipv4(i)}/8,\n`, '      ]\n'),
  'texts of many lines': dummies((i) => `    d${i}:\n      alias: |\n        a\n        b\n`),
  'folded texts': dummies((i) => `    d${i}:\n      alias: >-\n        a\n        b\n\n        c\n`),
  'texts that go on': dummies((i) => `    d${i}:\n      alias: a\n        b\n`),
  'quoted texts that go on': dummies((i) => `    d${i}:\n      alias: "a\n        b"\n`),
  'texts in single quotes that go on': dummies((i) => `    d${i}:\n      alias: 'a\n        b'\n`),
  'quoted texts with escapes': dummies((i) => `    d${i}: {alias: "\\x41\\n"}\n`),
  'lists of folded texts': addresses('      addresses:\n', (i) => `      - >-\n        ${ipv4(i)}/8\n`),
  'question marks before keys': dummies((i) => `    ? d${i}\n    : {mtu: 1400}\n`),
  'question marks in brackets': dummies((i) => `    d${i}: {? mtu : 1400}\n`),
  'keys in quotes': dummies((i) => `    "d${i}": {"mtu":1400}\n`),
  'keys of one pair in brackets': addresses(
    '      addresses: [\n',
    (i) => `        ${ipv4(i)}/8: {lifetime: 0},\n`,
    '      ]\n',
  ),
  'words of two parts': dummies((i) => `    d${i}: {alias: a b}\n`),
  'blanks before colons': dummies((i) => `    d${i} : {mtu : 1400}\n`),
  'dashes below dashes': addresses('      x:\n', (i) => `      - - ${i}\n        - b\n`),
  'dashes and what is said below them': addresses(
    '      addresses:\n',
    (i) => `      -\n        ${ipv4(i)}/8\n`,
  ),
  'comments between': dummies((i) => `    # one\n    d${i}: # two\n\n      # three\n      mtu: 1400\n`),
  'lines that end as on Windows': dummies((i) => `    d${i}:\r\n      mtu: 1400\r\n`),
  'lines that end as on Windows, with texts of many lines': dummies(
    (i) => `    d${i}:\r\n      alias: |\r\n        a\r\n        b\r\n`,
  ),
  'one anchor and its aliases': dummies(
    (i) => `    d${i}: *a\n`,
    'network:\n  dummy-devices:\n    d: &a {mtu: 1400}\n',
  ),
  'anchors in brackets': addresses(
    '      addresses: [\n',
    (i) => `        &a${i} ${ipv4(i)}/8,\n`,
    '      ]\n',
  ),
  'anchors of mappings': dummies((i) => `    d${i}: &a\n      mtu: 1400\n`),
  'characters beyond ASCII': dummies((i) => `    ü${i}: {alias: ä😀}\n`),
  'a fault at the end': (size) =>
    text(
      'network:\n  dummy-devices:\n',
      filled(size - 100, (i) => `    d${i}: {mtu: 1400}\n`),
      '    e: {mtu: 1400\n',
    ),
  'a fault at the end of brackets': addresses(
    '      addresses: [\n',
    (i) => `        ${ipv4(i)}/8,\n`,
    '      }\n',
  ),
  'a bracket that is never closed': addresses('      addresses: [\n', (i) => `        ${ipv4(i)}/8,\n`),
  'a fault at the end of texts of many lines': (size) =>
    text(
      'network:\n  dummy-devices:\n',
      filled(size - 100, (i) => `    d${i}:\n      alias: |\n        a\n`),
      '    e: "a" b\n',
    ),
  'a fault in each line': dummies((i) => `    d${i}: "a" b\n`),
  'a fault in each line, from the middle on': (size) =>
    text(
      'network:\n  dummy-devices:\n',
      filled(size / 2, (i) => `    d${i}: {mtu: 1400}\n`),
      filled(size / 2 - 100, (i) => `    e${i}: "a" b\n`),
    ),
  'a key that is there twice at the end': (size) =>
    text(
      'network:\n  dummy-devices:\n',
      filled(size - 100, (i) => `    d${i}: {mtu: 1400}\n`),
      '    d1: {mtu: 1400}\n',
    ),
  'lists of nothing': addresses('      x: [', () => '[],', ']\n'),
  'lists of short words': addresses('      x: [', () => 'a,', ']\n'),
  'mappings of short keys': addresses('      x: {', (i) => `${i.toString(36)},`, '}\n'),
  'mappings in a list': addresses('      x: [', () => '{a: b},', ']\n'),
  'short keys': (size) => text(filled(size, (i) => `${i.toString(36)}:\n`)),
  'short entries': addresses('      x:\n', () => '      - a\n'),
};
