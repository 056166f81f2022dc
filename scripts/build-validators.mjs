// Compiles schemas/config.schema.json into one CommonJS file without dependencies: dist/src/config/schema/validators.cjs.
// Usage: node scripts/build-validators.mjs [OUTDIR]; OUTDIR is tsc's outDir, `dist` unless told.
//
// Every object definition gets a validator of its own that looks at one level only: what another object definition
// describes is checked to be a mapping or a list, no more. The reader calls validators item by item instead, because
// ajv with allErrors copies its error list at each $ref, which is quadratic in the number of wrong items.
// Beside the validators stand the shapes, which say what type to give to each text of the file.
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

const names = Object.keys(definitions).filter((name) => definitions[name].type === 'object');
const ajv = new Ajv({
  allErrors: true,
  messages: false,
  allowUnionTypes: true,
  code: { source: true, lines: true },
});
for (const name of names) {
  // Duration and mark may be numbers or texts; they come as texts, so that their own reader sees what was written.
  ajv.addSchema({ $id: name, ...oneLevel(definitions[name]) });
}
const code = standalone(ajv, Object.fromEntries(names.map((name) => [exportName(name), name])));
if (/\brequire\(/.test(code)) throw new Error('a validator needs a module of ajv at run time');

const shapes = Object.fromEntries(
  names.map((name) => [
    name,
    Object.fromEntries(
      Object.entries(definitions[name].properties ?? {}).map(([key, node]) => [key, shapeOf(node)]),
    ),
  ]),
);
const validators = `{${names.map((name) => `${JSON.stringify(name)}: exports.${exportName(name)}`).join(', ')}}`;
const required = Object.fromEntries(names.map((name) => [name, definitions[name].required ?? []]));
await mkdir(dirname(target), { recursive: true });
await writeFile(
  target,
  [
    code,
    `const required = ${JSON.stringify(required)};`,
    `const shapes = ${JSON.stringify(shapes)};`,
    `const validators = ${validators};`,
    'module.exports = { required, shapes, validators };\n',
  ].join('\n'),
);

function exportName(name) {
  return name.replaceAll('-', '_');
}
