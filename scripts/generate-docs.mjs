// Writes what the documents say key by key from the schema and the tables of the language: docs/links.md, and in
// man/nlapply.yaml.5 the keys that have no paragraph written by hand. With --check it only says what is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const schema = JSON.parse(await readFile(path('schemas/config.schema.json'), 'utf8'));
const { definitions } = schema;

const commonKeys = JSON.parse(await readFile(path('src/config/schema/parts/language.json'), 'utf8'))[
  'every-device'
];

const tables = await load(`
  export { commonKeys, commonKeysOf, portKeys } from './src/model/language/common.ts';
  export { ethernetKeys } from './src/model/language/ethernet.ts';
  export { KIND_SECTIONS } from './src/model/language/languages.ts';
  export { TUNNEL_MODES } from './src/model/language/tunnels.ts';
  export { COMMON } from './src/resources/link/common.ts';
  export { detailsOf } from './src/resources/link/details.ts';
  export { KINDS, PORT_KINDS } from './src/resources/link/kinds.ts';
`);

/** The tables are TypeScript: bundled in memory, nothing of the build is needed. */
async function load(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path('.'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const banner = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(path('package.json'))});\n`;
  return import(
    `data:text/javascript;base64,${Buffer.from(banner + outputFiles[0].text).toString('base64')}`
  );
}

const follow = (node) =>
  node?.$ref ? { ...definitions[node.$ref.replace('#/definitions/', '')], ...node } : node;

/** `a..b`, one of the words, a list of …: what may stand behind a key. */
function typeOf(node, form) {
  if (form?.form === 'time') return `time in ${form.unit}`;
  if (form?.form === 'device') return 'id of a device';
  if (form?.form === 'devices') return 'ids of devices';
  if (form?.form === 'ip') return form.family ? `IPv${form.family} address` : 'IP address';
  if (form?.form === 'ips') return form.family ? `IPv${form.family} addresses` : 'IP addresses';
  if (form?.form === 'mac') return 'MAC address';
  if (form?.form === 'mapping') return 'mapping of numbers to numbers';
  if (form?.form === 'account') return `name or number of a ${form.of}`;
  if (form?.form === 'bits32') return 'decimal, `0x…` or dotted quad';
  if (form?.form === 'bits64') return '`0x…`';
  if (node.enum) return node.enum.map((word) => `\`${word}\``).join(' ');
  if (node.anyOf) return node.anyOf.map((one) => typeOf(follow(one))).join(' or ');
  if (Array.isArray(node.type)) return node.type.map((type) => typeOf({ type })).join(' or ');
  if (node.type === 'integer') {
    const { minimum, maximum } = node;
    return minimum === undefined || maximum === undefined ? 'number' : `${minimum}–${maximum}`;
  }
  if (node.type === 'array') return `list of ${typeOf(follow(node.items ?? {}))}`;
  if (node.type === 'object') return 'mapping';
  return node.type === 'boolean' ? 'boolean' : 'text';
}

function defaultOf(node, usual, form) {
  // A setting of more values that is said as yes or no.
  const said = form?.form === 'level' && usual !== undefined ? usual !== form.off : usual;
  const value = said ?? node.default;
  if (value === undefined) return '';
  if (value === null) return 'none';
  return Array.isArray(value) ? (value.length === 0 ? 'none' : `\`[${value.join(', ')}]\``) : `\`${value}\``;
}

/** Change class, as data; a function's depends on the values. */
function changeOf(kind, { attribute, form }) {
  const attributes = form?.form === 'switches' ? Object.values(form.words) : [attribute];
  const classes = attributes.map((name) => {
    const row = tables.KINDS.get(kind)?.rows()[name] ?? portRow(name) ?? tables.COMMON[name];
    const how = row?.how ?? tables.detailsOf(name)?.how(name);
    return typeof how === 'function' ? 'by value' : (how ?? '');
  });
  return [...new Set(classes)].join(', ');
}

const portRow = (name) =>
  [...tables.PORT_KINDS.values()].map(({ rows }) => rows()[name]).find((row) => row !== undefined);

/** The schema's node of a key: `parameters.mode` stands in the definition `bond-parameters`. */
function nodeOf(definition, key) {
  const [first, ...rest] = key.split('.');
  if (rest.length > 0) return nodeOf(`${definition}-${first}`, rest.join('.'));
  return follow(definitions[definition]?.properties?.[first]);
}

const sectionDevice = (section) =>
  definitions[section].additionalProperties.$ref.replace('#/definitions/', '');

/** What is known of a common key that this kind calls otherwise. */
function commonOf(kind, key) {
  const common = tables.commonKeysOf(kind).find((one) => one.key === key);
  return common === undefined ? { change: '' } : { ...common, change: changeOf(kind, common) };
}

/** All keys of one kind of device: the table's, and what the schema has beside it. */
function rowsOf(definition, kind, keys, { all = true } = {}) {
  const known = new Set(keys.map(({ key }) => key.split('.')[0]));
  const rest = Object.keys(definitions[definition].properties).filter(
    (key) => all && !known.has(key) && !(key in commonKeys),
  );
  const spellings = new Set(keys.flatMap(({ spellings: other = [] }) => other));
  return [
    ...keys.map((key) => ({ ...key, node: nodeOf(definition, key.key), change: changeOf(kind, key) })),
    ...rest
      .filter((key) => !spellings.has(key))
      .map((key) => ({ ...commonOf(kind, key), key, node: nodeOf(definition, key) })),
  ].filter(({ node }) => node !== undefined);
}

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');

const namesOf = ({ key, spellings = [] }) =>
  [key, ...spellings.map((name) => `${key.slice(0, key.lastIndexOf('.') + 1)}${name}`)]
    .map((name) => `\`${name}\``)
    .join(', ');

/** What the columns of a table say of a key. */
const COLUMNS = {
  key: namesOf,
  type: ({ node, form }) => typeOf(node, form),
  default: ({ node, usual, form }) => defaultOf(node, usual, form),
  change: ({ change }) => change,
  meaning: ({ node }) => node.description,
};

function table(rows, columns = Object.keys(COLUMNS)) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    `|${'---|'.repeat(columns.length)}`,
    ...rows.map((row) => line(columns.map((column) => cell(COLUMNS[column](row))))),
  ].join('\n');
}

function sectionPage(section, language) {
  const definition = sectionDevice(section);
  const ports = (language.ports ?? []).map((key) => ({ ...key, usual: undefined, form: undefined }));
  const rows = rowsOf(definition, language.kind, [...language.keys(), ...ports]);
  const heading = `## ${section}\n\n${definitions[definition].description} Kind of link: \`${language.kind}\`.`;
  return rows.length === 0 ? heading : `${heading}\n\n${table(rows)}`;
}

const tunnelRows = ({ language }) => rowsOf('tunnel', language.kind, language.keys(), { all: false });
const tunnelModes = Object.entries(tables.TUNNEL_MODES);

/** What the keys of all modes mean, each once, with the spellings that it has in some mode. */
function tunnelMeanings() {
  const rows = new Map();
  for (const row of tunnelModes.flatMap(([, mode]) => tunnelRows(mode))) {
    const { spellings = [] } = rows.get(row.key) ?? {};
    rows.set(row.key, { ...row, spellings: [...new Set([...spellings, ...(row.spellings ?? [])])] });
  }
  const mode = { key: 'mode', node: nodeOf('tunnel', 'mode') };
  return table([mode, ...rows.values()], ['key', 'meaning']);
}

const TUNNEL_COLUMNS = ['key', 'type', 'default', 'change'];
const tunnelPage = ([mode, entry]) =>
  `### mode: ${mode}\n\nKind of link: \`${entry.language.kind}\`.\n\n${table(tunnelRows(entry), TUNNEL_COLUMNS)}`;

const common = [...tables.commonKeys(), ...tables.portKeys()].map((key) => ({
  ...key,
  node: follow(commonKeys[key.key]),
  change: changeOf('', key),
}));

const page = `# Keys of links, one by one

This page is generated (\`npm run generate\`) from the schema and from the tables that the program itself uses. Keys that are not
listed here (addresses, routes, …) are explained in [configuration.md](configuration.md).

The column *change* says how a setting of an existing link is changed:

* **live**: in place, while the link is up and in use.
* **down**: in place, but the kernel requires the link to be down. Its routes and IPv6 addresses are lost for a moment; they are
  restored in the same run.
* **empty**: like **down**, and the ports of the link are removed from it and added again, in the same run.
* **create**: not possible in place. The link is deleted and created again, with everything on it. The plan names the key that
  is the reason.
* **by value**: **live** for most values. If the link has to be created again, the plan says so.

The column *default* is what a new link has if the key is missing. Where it is empty, that depends on the kernel and on the driver.

## Every device

${table(common)}

## ethernets

${definitions.ethernet.description} \`match\` and \`set-name\` are explained in [configuration.md](configuration.md).

${table(rowsOf('ethernet', '', tables.ethernetKeys(), { all: false }))}

${Object.entries(tables.KIND_SECTIONS)
  .map(([section, language]) => sectionPage(section, language))
  .join('\n\n')}

## tunnels

${definitions.tunnel.description} This is what the keys mean. Which of them a mode has, with its types and defaults, follows below.

${tunnelMeanings()}

${tunnelModes.map(tunnelPage).join('\n\n')}
`;

const manual = await readFile(path('man/nlapply.yaml.5'), 'utf8');
const BEGIN = '.\\" Generated by scripts/generate-docs.mjs from here\n';
const END = '.\\" to here\n';
const [before, generated = ''] = manual.split(BEGIN);
const after = generated.slice(generated.indexOf(END) + END.length);
/** Keys of rules, which have paragraphs written by hand; others of these names mean something else. */
const OF_RULES = new Set(['iif', 'oif', 'source-port', 'destination-port']);
const byHand = new Set(
  [...(before + after).matchAll(/^\.It Ic (.*)$/gm)]
    .flatMap(([, words]) => words.split(' , '))
    .filter((name) => !OF_RULES.has(name)),
);

const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('…', '...')
    .replace(/^([.'])/gm, '\\&$1');
/** A line for each sentence, as mdoc(7) has it. */
const sentences = (text) => roff(text.trim().replace(/([.;:]) (?=\S)/g, '$1\n'));

/** What stands between backticks is literal, with the brackets and the punctuation that touch it. */
function literal(before, word, after) {
  const open = /\($/.exec(before)?.[0] ?? '';
  const [close = ''] = /^[).,;:]*/.exec(after) ?? [];
  const quoted = roff(/\s/.test(word) ? `"${word}"` : word);
  return { line: ['.Li', open, quoted, ...close].filter((part) => part !== '').join(' '), open, close };
}

/** A description in Markdown as lines of mdoc. */
function mdoc(text = '') {
  const parts = text.split('`');
  const lines = [];
  for (let at = 1; at < parts.length; at += 2) {
    const { line, open, close } = literal(parts[at - 1], parts[at], parts[at + 1]);
    lines.push(sentences(parts[at - 1].slice(0, parts[at - 1].length - open.length)), line);
    parts[at + 1] = parts[at + 1].slice(close.length);
  }
  return [...lines, sentences(parts.at(-1))].filter((line) => line !== '').join('\n');
}

/** Whether every device has a key of that name that means something else. */
const isOtherwise = (key, attribute) =>
  common.some((one) => one.key === key && attribute !== undefined && one.attribute !== attribute);

/**
 * Keys without a paragraph of their own, each once, with the spellings that it has besides; what it means to different mappings
 * stands together.
 */
function manualList(rows) {
  const items = new Map();
  for (const { key, attribute, spellings = [], node, of } of rows) {
    const name = key.slice(key.lastIndexOf('.') + 1);
    const text = mdoc(node.description);
    const otherwise = isOtherwise(key, attribute);
    const listed = items.get(name);
    if (byHand.has(name) && !otherwise) {
      if (of !== undefined && listed !== undefined && !listed.includes(text)) listed.push('.br', text);
      continue;
    }
    if (!otherwise) byHand.add(name);
    const also = spellings.filter((other) => !(before + after).includes(`.Ic ${other}\n`));
    items.set(name, [text, ...also.map((other) => `Also spelled\n.Ic ${other}`)]);
  }
  const lines = [...items].flatMap(([name, texts]) => [`.It Ic ${name}`, ...texts]);
  return lines.length === 0 ? '' : `.Bl -tag -width Ds\n${lines.join('\n')}\n.El\n`;
}

function manualSection(title, rows) {
  const list = manualList(rows);
  return list === '' ? '' : `.Ss ${title}\n${list}`;
}

const keysIn = ([name, { properties = {} }]) =>
  Object.keys(properties).map((key) => ({ key, node: follow(properties[key]), of: name }));
const everything = Object.entries(definitions).flatMap(keysIn);
// A key that modems have too, which are not supported, is explained as it stands elsewhere.
const supportedFirst = [...everything.filter(({ of }) => of !== 'modem'), ...everything].filter(
  ({ of, key }) => of !== 'rule' || !OF_RULES.has(key),
);
const sections = Object.entries(tables.KIND_SECTIONS).map(([section, language]) =>
  manualSection(
    section,
    rowsOf(sectionDevice(section), language.kind, [...language.keys(), ...(language.ports ?? [])]),
  ),
);
const tunnels = manualSection(
  'tunnels',
  tunnelModes.flatMap(([, mode]) => tunnelRows(mode)),
);
const spelled = new Set(
  [
    ...Object.values(tables.KIND_SECTIONS),
    ...Object.values(tables.TUNNEL_MODES).map((mode) => mode.language),
  ].flatMap(({ keys }) => keys().flatMap(({ spellings = [] }) => spellings)),
);
const every = manualSection('every device', common);
const ethernets = manualSection('ethernets', rowsOf('ethernet', '', tables.ethernetKeys(), { all: false }));
const others = manualSection(
  'other mappings',
  supportedFirst.filter(({ key }) => !spelled.has(key)),
);
const lists = `${every}${ethernets}${sections.join('')}${tunnels}${others}`;
const unnamed = [...spelled].filter((name) => !`${before}${after}${lists}`.includes(`.Ic ${name}\n`)).sort();
const spellings =
  unnamed.length === 0
    ? ''
    : `.Pp\nOther spellings of keys of the same meaning, see docs/links.md:\n${unnamed.map((name) => `.Ic ${name}\n`).join('')}`;
const body = `.Sh FURTHER KEYS\n${lists}${spellings}`;
const newManual =
  generated === ''
    ? manual.replace('.Sh FILES\n', `${BEGIN}${body}${END}.Sh FILES\n`)
    : `${before}${BEGIN}${body}${END}${after}`;

await put('docs/links.md', page);
await put('man/nlapply.yaml.5', newManual);

async function put(name, text) {
  if (!process.argv.includes('--check')) await writeFile(path(name), text);
  else if ((await readFile(path(name), 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is stale: run \`npm run generate\``);
    process.exitCode = 1;
  }
}
