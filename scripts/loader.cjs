// Loads the chunks of nlapply, each when it is needed. The build makes dist/nlapply.cjs of this.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const directory = `${__dirname}/nlapply/`;
/** What V8 has made of the files before; code-cache.cjs writes it. Another Node has no use for it. */
const compiled = `${directory}${process.version}-${process.arch}/`;
const hasCompiled = existsSync(compiled);

/** Chunks with a file of their own. The first file holds what each run needs, `small` all others. */
const alone = new Set('LARGE_CHUNKS'.split(' '));
const first = open('main');
let small;
const loaded = new Map();

/** What a chunk exports; scripts/chunks.mjs says what it is. */
function load(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    exports = find(name)(load, require, __dirname) ?? {};
    loaded.set(name, exports);
  }
  return exports;
}

function find(name) {
  if (name in first) return first[name];
  if (alone.has(name)) return open(name)[name];
  small ??= open('small');
  return small[name];
}

/** The chunks in a file. It has no other characters than those of ASCII. */
function open(file) {
  const filename = `${directory}${file}.js`;
  // What V8 does not like in the cached data it ignores.
  const cachedData = hasCompiled ? read(`${compiled}${file}`) : undefined;
  return new Script(readFileSync(filename, 'latin1'), { filename, cachedData }).runInThisContext();
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

load('main');
