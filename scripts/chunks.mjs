// The ES modules that esbuild's code splitting makes, as functions for bin/nlapply.cjs, in few files: Node's own loader of ES modules takes
// longer to start than the whole program. Names are taken out of a chunk once, at the beginning of those that use
// it: they are never assigned again, and chunks do not import each other in circles.
const IMPORT = /^import (?:\{([^}]*)\} from )?"([^"]+)";\n/gm;
const EXPORT = /^export (?:\{([^}]*)\}|default (.*));\n/m;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;

/** What the path of a module begins with that is loaded when one of its functions is called. */
export const ON_CALL = 'on-call:';

/** Modules of Node that take milliseconds to load, and of which few runs call a function. */
const RARE = new Set([
  ...[
    'node:child_process',
    'node:crypto',
    'node:fs/promises',
    'node:net',
    'node:stream/consumers',
    'node:tty',
    'node:util',
  ],
]);

const pairs = (list) =>
  list
    .split(',')
    .map((pair) => pair.trim().split(' as '))
    .filter(([name]) => name !== '')
    .map(([name, alias = name]) => [name, alias]);

function loading(path) {
  if (path.startsWith('node:')) return `require("${path}")`;
  return `$chunk("${path.replace(ON_CALL, '').replace(/^\.\/(.*)\.js$/, '$1')}")`;
}

/** @param order of the names that the chunk of a path exports, if it exports them in a list */
function importing(list, path, order) {
  if (list === undefined) return `${loading(path)};`;
  if (RARE.has(path) || path.startsWith(ON_CALL)) {
    const functions = pairs(list).map(
      ([name, alias]) => `const ${alias} = (...all) => ${loading(path)}.${name}(...all);`,
    );
    return functions.join('\n');
  }
  if (order !== undefined) {
    const all = `$of${path.replaceAll(/\W/g, '_')}`;
    const each = pairs(list).map(([name, alias]) => `${alias} = ${all}[${placeIn(order, name)}]`);
    return `const ${all} = ${loading(path)}, ${each.join(', ')};`;
  }
  const names = pairs(list).map(([name, alias]) => `${name}: ${alias}`);
  return `const { ${names.join(', ')} } = ${loading(path)};`;
}

function placeIn(order, name) {
  const place = order.indexOf(name);
  if (place < 0) throw new Error(`no chunk exports ${name}`);
  return place;
}

function exporting(list, whole, asList) {
  if (whole !== undefined) return `$exports = ${whole};\n`;
  if (asList)
    return `$exports = [${pairs(list)
      .map(([name]) => name)
      .join(', ')}];\n`;
  return `$exports = { ${pairs(list)
    .map(([name, alias]) => `${alias}: ${name}`)
    .join(', ')} };\n`;
}

/** The names that a chunk exports, in order. */
export const exportedNames = (code) => pairs(EXPORT.exec(code)?.[1] ?? '').map(([, alias]) => alias);

/**
 * @param output what esbuild's metafile says of the chunk: nothing of that must be overlooked here
 * @param lists of the chunks that export a list, the names in order, by path: making an object with a hundred members takes V8 a
 *   million instructions
 * @param own its path
 */
export async function chunkFunction(code, { imports, exports }, lists, own) {
  const found = { static: 0, dynamic: 0, exports: 0 };
  const head = [];
  const body = code
    .replaceAll(IMPORT, (_, list, path) => {
      found.static += 1;
      head.push(importing(list, path, lists.get(path)));
      return '';
    })
    .replaceAll(DYNAMIC, (_, path) => {
      found.dynamic += 1;
      return `(async () => ${loading(path)})()`;
    })
    .replace(EXPORT, (_, list, whole) => {
      found.exports = whole === undefined ? pairs(list).length : 1;
      return exporting(list, whole, lists.has(own));
    });
  const count = (kind) => imports.filter((one) => one.kind === kind).length;
  const expected = {
    ...{ static: count('import-statement'), dynamic: count('dynamic-import') },
    exports: exports.length,
  };
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`a chunk has ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }
  const text = `chunk = function ($chunk, require, __dirname) {\n"use strict";\nlet $exports;\n${head.join('\n')}\n${body}return $exports;\n};\n`;
  // Names stay: they cost nothing measurable and make a reported stack trace readable.
  const { transform } = await import('esbuild');
  const { code: minified } = await transform(text, {
    ...{ minifyWhitespace: true, minifySyntax: true, target: 'node20', legalComments: 'none' },
  });
  return minified.replace(/^chunk=(.*);\n$/s, '$1');
}

/** Characters of a chunk that is worth a file of its own. */
const LARGE = 16 * 1024;

/**
 * In what file each chunk goes: opening a file takes longer than reading a small chunk. What every run needs is in `main`; of the others
 * the small ones stand together, those that usual runs need in `usual` and the rest in `rare`.
 * @param chunks their texts, what they import at once and what module they begin with, by name
 * @param usual modules that usual runs begin with
 */
export function filesOf(chunks, usual) {
  const always = closure(chunks, (name) => name === 'main');
  const often = closure(chunks, (name) => usual.includes(chunks.get(name).entry));
  const files = new Map();
  for (const [name, { text }] of chunks) {
    const small = often.has(name) ? 'usual' : 'rare';
    const file = always.has(name) ? 'main' : text.length < LARGE ? small : name;
    files.set(file, [...(files.get(file) ?? []), name]);
  }
  return files;
}

function closure(chunks, isFirst) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const other of chunks.get(name).imports) visit(other);
  };
  for (const name of chunks.keys()) if (isFirst(name)) visit(name);
  return found;
}

/**
 * The text of a file: its chunks by their names; that of `main` tells what the other files have. V8 compiles a function in brackets at
 * once, others when they are called.
 */
export function fileText(file, files, chunks) {
  const text = (name) => (file === 'rare' ? chunks.get(name).text : `(${chunks.get(name).text})`);
  const entries = files.get(file).map((name) => `${JSON.stringify(name)}:${text(name)}`);
  if (file === 'main') entries.unshift(`files:${JSON.stringify(Object.fromEntries(files))}`);
  return `({${entries.join(',\n')}})\n`;
}
