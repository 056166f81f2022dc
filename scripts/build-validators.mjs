// Compiles schemas/config.schema.json into one CommonJS file without dependencies: dist/src/config/schema/validators.cjs.
// Usage: node scripts/build-validators.mjs [OUTDIR]; OUTDIR is tsc's outDir, `dist` unless told.
//
// The reader looks at one level of a mapping at a time: what another object definition describes is checked to be a mapping or a
// list, no more. So there are few different members, and thousands of keys that have one of them: ajv writes a validator
// for each member, and each definition is a list of its keys with the numbers of their members, as JSON, which
// only those are read of that a configuration has. (One validator for each definition is a megabyte and a half.)
// Beside a member's validator stands its shape, which says what type to give to a text of the file.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const schema = JSON.parse(await readFile(new URL('../schemas/config.schema.json', import.meta.url), 'utf8'));
const target = join(resolve(process.argv[2] ?? 'dist'), 'src/config/schema/validators.cjs');
const definitions = { configuration: schema, ...schema.definitions };
const isNested = ({ type, items }) =>
  type === 'object' || (type === 'array' && (items.$ref !== undefined || items.anyOf !== undefined));
const refName = (node) => node.$ref?.replace('#/definitions/', '');

// What the interpreters check themselves, with better words: texts' forms and lengths.
const STRUCTURE = new Set([
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'required'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);

/** One level of a schema: references to nested definitions become a check of their type. */
function oneLevel(node) {
  const name = refName(node);
  if (name !== undefined) {
    const definition = definitions[name];
    return isNested(definition) ? { type: definition.type } : oneLevel(definition);
  }
  // One or a list of them: the reader makes a list of the one.
  if (node.anyOf) {
    const list = listBranch(node);
    // A word or a mapping: what the interpreter finds it reads as the one or the other.
    return list === undefined ? {} : oneLevel(list);
  }
  const kept = Object.fromEntries(Object.entries(node).filter(([key]) => STRUCTURE.has(key)));
  if (node.items && !node.items.$ref && !node.items.anyOf) kept.items = oneLevel(node.items);
  if (node.properties) {
    kept.properties = Object.fromEntries(
      Object.entries(node.properties).map(([key, value]) => [key, oneLevel(value)]),
    );
  }
  if (node.additionalProperties === false) kept.additionalProperties = false;
  else if (node.additionalProperties && !node.additionalProperties.$ref) {
    kept.additionalProperties = oneLevel(node.additionalProperties);
  }
  return kept;
}

/** How to type the texts of a node: see Shape in validators.d.cts. */
function shapeOf(node) {
  const name = refName(node);
  if (name !== undefined) return isNested(definitions[name]) ? 'open' : shapeOf(definitions[name]);
  if (node.anyOf) {
    const list = listBranch(node);
    return list === undefined ? 'open' : { ...shapeOf(list), orSingle: true };
  }
  if (node.enum) return { enum: node.enum };
  if (node.type === 'array') return { list: shapeOf(node.items) };
  if (node.type === 'object') return { map: shapeOf(node.additionalProperties) };
  return node.type === 'boolean' || node.type === 'integer' ? node.type : 'string';
}

function listBranch(node) {
  const branch = node.anyOf.find(({ type }) => type === 'array');
  const isMapping = (name) => name !== undefined && definitions[name]?.type === 'object';
  if (branch === undefined && !node.anyOf.some((one) => isMapping(refName(one))))
    throw new Error('anyOf is understood of a value and a list of such values, or of a word and a mapping');
  return branch;
}

/** A definition's own level; see Level in validators.d.cts. */
function levelOf({ properties = {}, additionalProperties = true, ...level }) {
  const known = new Set(['type', 'required', 'minProperties', 'maxProperties']);
  const strange = Object.keys(level).filter((key) => STRUCTURE.has(key) && !known.has(key));
  if (strange.length > 0) throw new Error(`a mapping is not looked at for ${strange.join(', ')}`);
  return {
    keys: Object.fromEntries(Object.entries(properties).map(([key, node]) => [key, memberNumber(node)])),
    required: level.required ?? [],
    ...(additionalProperties === false && { closed: true }),
    ...(typeof additionalProperties === 'object' &&
      !additionalProperties.$ref && { rest: memberNumber(additionalProperties) }),
    ...(level.minProperties !== undefined && { fewest: level.minProperties }),
    ...(level.maxProperties !== undefined && { most: level.maxProperties }),
  };
}

/** The number of the member that a key's schema describes. */
function memberNumber(node) {
  const text = JSON.stringify([oneLevel(node), shapeOf(node)]);
  if (!members.has(text)) members.set(text, members.size);
  return members.get(text);
}

const members = new Map();
const levels = Object.entries(definitions)
  .filter(([, { type }]) => type === 'object')
  .map(
    ([name, definition]) =>
      `case ${JSON.stringify(name)}: return ${JSON.stringify(JSON.stringify(levelOf(definition)))};`,
  );

const ajv = new Ajv({
  allErrors: true,
  messages: false,
  allowUnionTypes: true,
  code: { source: true, lines: true },
});
const names = [...members.values()].map((number) => `member${number}`);
// Duration and mark may be numbers or texts; they come as texts, so that their own reader sees what was written.
for (const [text, number] of members) ajv.addSchema({ ...JSON.parse(text)[0], $id: names[number] });
const written = standalone(ajv, Object.fromEntries(names.map((name) => [name, name])));
const functions = Object.fromEntries(
  [...written.matchAll(/^exports\.(\w+) = (\w+);$/gm)].map(([, name, validator]) => [name, validator]),
);
// Each run would make objects of them: what ajv exports, and schemas that its code does not look at.
const code = written
  .replaceAll(/^exports\.\w+ = \w+;\n/gm, '')
  .replaceAll(/^const (schema\d+) = .*\n/gm, (line, name) =>
    written.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : '',
  );
if (/\brequire\(/.test(code)) throw new Error('a validator needs a module of ajv at run time');

const shapes = [...members.keys()].map((text) => JSON.parse(text)[1]);
await mkdir(dirname(target), { recursive: true });
await writeFile(
  target,
  [
    code,
    // No tables, which each run would make as a whole.
    `function member(number) { switch (number) {${names.map((name, i) => `case ${i}: return { shape: ${JSON.stringify(shapes[i])}, validate: ${functions[name]} };`).join('\n')} } }`,
    `function level(name) { switch (name) {${levels.join('\n')} } }`,
    'module.exports = { member, level };\n',
  ].join('\n'),
);
