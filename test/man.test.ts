import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commands } from '../src/cli/commands/index.ts';
import { COMMON } from '../src/cli/options.ts';
import { EXIT } from '../src/model/index.ts';
import { LANGUAGES } from '../src/model/language/languages.ts';

interface Definition {
  readonly properties?: Readonly<Record<string, unknown>>;
}

const commandPage = readFileSync('man/nlapply.8', 'utf8');
const languagePage = readFileSync('man/nlapply.yaml.5', 'utf8');
const schema: { definitions: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync('schemas/config.schema.json', 'utf8'),
);

/** The words that a macro marks at the head of list items. */
function items(page: string, macro: string): Set<string> {
  const lines = page.split('\n').filter((line) => line.startsWith(`.It ${macro} `));
  return new Set(lines.flatMap((line) => line.slice(`.It ${macro} `.length).split(' , ')));
}

test('nlapply.yaml(5) explains the keys of the schema, all of them and no other.', () => {
  // Other spellings of a key stand in its paragraph.
  const spellings = new Set(LANGUAGES.flatMap((kind) => kind.keys().flatMap((key) => key.spellings ?? [])));
  const keys = Object.entries(schema.definitions).flatMap(([name, { properties = {} }]) =>
    // The hop limit of a route is no other spelling of a tunnel's.
    Object.keys(properties).filter((key) => name === 'route' || !spellings.has(key)),
  );
  const wanted = [...new Set(keys)].sort();
  assert.deepEqual([...items(languagePage, 'Ic')].sort(), wanted);
  for (const spelling of spellings) assert.match(languagePage, new RegExp(`^\\.Ic ${spelling}$`, 'm'));
});

test('nlapply(8) explains the options of the program, all of them and no other.', () => {
  const flags = [...COMMON, ...commands.flatMap((command) => command.options)].map((option) => option.flags);
  const wanted = flags.map((text) => /--([a-z-]+)/.exec(text)?.[1] ?? text);
  const explained = [...commandPage.matchAll(/^\.It Fl (?:\w , )?-([a-z-]+)/gm)].map((match) => match[1]);
  assert.deepEqual([...explained].sort(), [...new Set([...wanted, 'help'])].sort());
});

test('nlapply(8) explains the commands and the exit statuses of the program.', () => {
  const names = commands.flatMap(({ name, hidden }) => (hidden === true ? [] : [name])).sort();
  assert.deepEqual([...items(commandPage, 'Cm')].sort(), names);
  const statuses = /\.Sh EXIT STATUS\n(.*?)\.El/s.exec(commandPage)?.[1] ?? '';
  const explained = [...statuses.matchAll(/^\.It (.*)$/gm)].flatMap((match) => (match[1] ?? '').split(' , '));
  assert.deepEqual(explained.map(Number), [...Object.values(EXIT), 130, 131, 143]);
});
