// Joins src/config/schema/parts into schemas/config.schema.json, the language as one JSON Schema; with --check it only says
// whether that file is fresh. A part is a section of devices: a new one is a new file. `language.json` is what all share:
// the keys that every device has, and the definitions of what can stand in them.
import { readdir, readFile, writeFile } from 'node:fs/promises';

const parts = new URL('../src/config/schema/parts/', import.meta.url);
const target = new URL('../schemas/config.schema.json', import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(name, parts), 'utf8'));

const ref = (name) => ({ $ref: `#/definitions/${name}` });
const { network, 'every-device': common, definitions, ...head } = await read('language.json');
const names = (await readdir(parts)).filter((name) => name.endsWith('.json') && name !== 'language.json');
const sections = await Promise.all(names.sort().map(read));

const sectionDefinition = ({ section }) => ({
  description: section.description,
  type: 'object',
  properties: { renderer: ref('renderer') },
  additionalProperties: ref(section.device),
});
/** `like`: another kind of device, whose keys it has as well. */
const propertiesOf = ({ device: { like, properties } }) => ({
  ...(like && propertiesOf(sections.find(({ section }) => section.device === like))),
  ...properties,
});
const deviceDefinition = (part) => {
  const { like: _like, properties: _properties, ...device } = part.device;
  const properties = propertiesOf(part);
  // What a kind says itself comes first, and holds.
  return {
    ...device,
    type: 'object',
    additionalProperties: false,
    properties: { ...properties, ...common, ...properties },
  };
};
const entries = (make) => Object.fromEntries(sections.map(make));

const schema = {
  $comment: 'Generated from src/config/schema/parts by scripts/generate-schema.mjs. Do not edit.',
  ...head,
  definitions: {
    network: {
      ...network,
      properties: { ...network.properties, ...entries(({ section: { name } }) => [name, ref(name)]) },
    },
    ...entries((part) => [part.section.name, sectionDefinition(part)]),
    ...entries((part) => [part.section.device, deviceDefinition(part)]),
    ...Object.assign({}, ...sections.map((part) => part.definitions ?? {})),
    ...definitions,
  },
};
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  console.error('schemas/config.schema.json is stale: run `npm run generate`');
  process.exitCode = 1;
}
