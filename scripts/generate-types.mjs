// Writes src/config/schema/config.gen.ts from schemas/config.schema.json; with --check it only says whether the file is fresh.
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const schemaFile = new URL('../schemas/config.schema.json', import.meta.url);
const typesFile = new URL('../src/config/schema/config.gen.ts', import.meta.url);

const schema = JSON.parse(await readFile(schemaFile, 'utf8'));
// Deprecation is for editors; the interpreters that read such keys should not be struck through.
const plain = JSON.parse(JSON.stringify(schema, (key, value) => (key === 'deprecated' ? undefined : value)));
const text = await compile(plain, 'Configuration', {
  additionalProperties: false,
  bannerComment: '// Generated from schemas/config.schema.json by scripts/generate-types.mjs. Do not edit.',
  style: { singleQuote: true, printWidth: 110 },
  unreachableDefinitions: false,
});

/** The type that the compiler makes of a definition's name. */
const typeName = (name) => name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
const objects = Object.entries(schema.definitions).filter(([, { type }]) => type === 'object');
const table = ['configuration', ...objects.map(([name]) => name)].map(
  (name) => `  '${name}': ${typeName(name)};\n`,
);
const index = `\n/** The object definitions of the schema by name. */\nexport interface Definitions {\n${table.join('')}}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(typesFile, text + index);
} else if ((await readFile(typesFile, 'utf8').catch(() => '')) !== text + index) {
  console.error('src/config/schema/config.gen.ts is stale: run `npm run generate`');
  process.exitCode = 1;
}
