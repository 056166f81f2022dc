import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keysOf as schemaKeys } from '../../src/config/schema/level.ts';
import { commonKeys, portKeys } from '../../src/model/language/common.ts';
import type { DeviceLanguage } from '../../src/model/language/device.ts';
import { KIND_SECTIONS, LANGUAGES } from '../../src/model/language/languages.ts';
import { TUNNEL_MODES } from '../../src/model/language/tunnels.ts';
import { repository } from './repository.ts';

const file = join(repository, 'docs/coverage.md');
const skip = existsSync(file) ? false : 'the documents are not beside the compiled tests';
const text = skip === false ? readFileSync(file, 'utf8') : '';

interface Table {
  readonly heading: string;
  readonly rows: readonly (readonly [options: readonly string[], said: string])[];
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const rowsOf = (part: string): string[][] =>
  part
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|--'))
    .slice(1)
    .map(cells);

const TABLES: readonly Table[] = text
  .split('\n### ')
  .slice(1)
  .map((part) => ({
    heading: part.slice(0, part.indexOf('\n')),
    rows: rowsOf(part).map(([options = '', said = '']) => [quoted(options), said] as const),
  }));

const isKey = (said: string): boolean => said.startsWith('`');

/** Keys of a kind, with those of its ports. */
const keysOf = ({ keys, ports = [] }: DeviceLanguage): string[] => [
  ...keys().flatMap(({ key, spellings = [] }) => [key, ...spellings]),
  ...ports.map(({ key }) => key),
];

/** The languages that a heading names. */
function languagesOf(heading: string): readonly DeviceLanguage[] {
  const sections: Readonly<Record<string, DeviceLanguage>> = KIND_SECTIONS;
  const modes = heading.startsWith('Tunnels of mode');
  return quoted(heading).map((name) => {
    const language = modes ? TUNNEL_MODES[name]?.language : sections[name];
    assert.ok(language, `${name} is no section and no mode`);
    return language;
  });
}

/** Keys of members and modes, and of every device, are in no table of a kind. */
const everywhere: ReadonlySet<string> = new Set([
  ...[...commonKeys(), ...portKeys()].map(({ key }) => key),
  ...schemaKeys('ethernet'),
  ...['interfaces', 'mode'],
]);

test('every key on the page of the coverage is one of the language', { skip }, () => {
  assert.ok(TABLES.length >= 26);
  for (const { heading, rows } of TABLES) {
    const languages = languagesOf(heading);
    const known = (languages.length > 0 ? languages : LANGUAGES).map((one) => new Set(keysOf(one)));
    const some = languages.length === 0 || /^A port/.test(heading);
    for (const [, said] of rows.filter(([, cell]) => isKey(cell))) {
      for (const key of quoted(said)) {
        const has = (keys: ReadonlySet<string>): boolean => keys.has(key);
        const there = everywhere.has(key) || (some ? known.some(has) : known.every(has));
        assert.ok(there, `${heading} has no key ${key}`);
      }
    }
  }
});

test('the page of the coverage leaves no key of a kind out', { skip }, () => {
  for (const { heading, rows } of TABLES) {
    const named = new Set(rows.flatMap(([, said]) => quoted(said)));
    // VLANs of bridges are said by `bridge vlan`; the ports of a bridge have a table of their own.
    const elsewhere = ['vlans', 'parameters.path-cost', 'parameters.port-priority', 'table'];
    for (const { keys, ports = [] } of languagesOf(heading)) {
      const missing = [...keys(), ...ports]
        .map(({ key }) => key)
        .filter((key) => !named.has(key) && !elsewhere.includes(key));
      assert.deepEqual(missing, [], heading);
    }
  }
});

test('the figures on the page of the coverage are those of its tables', { skip }, () => {
  const figures = new Map(
    rowsOf(text.slice(0, text.indexOf('\n### '))).map(([heading = '', ...rest]) => [
      heading.toLowerCase(),
      rest,
    ]),
  );
  let [all, ours] = [0, 0];
  for (const { heading, rows } of TABLES) {
    const options = rows.flatMap(([words]) => words);
    const left = rows.filter(([, said]) => !isKey(said)).flatMap(([words]) => words);
    all += options.length;
    ours += options.length - left.length;
    const [total, covered, names = ''] = figures.get(heading.toLowerCase()) ?? [];
    assert.deepEqual(
      [Number(total), Number(covered), quoted(names)],
      [options.length, options.length - left.length, left],
      heading,
    );
  }
  assert.deepEqual(figures.get('all')?.slice(0, 2), [String(all), String(ours)]);
});
