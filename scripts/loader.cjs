// Loads the chunks of nlapply, each when it is needed. The build makes dist/nlapply.cjs of this.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const directory = `${__dirname}/nlapply/`;
/** What V8 has made of the files before; code-cache.cjs writes it. Another Node has no use for it. */
const compiled = `${directory}${process.version}-${process.arch}/`;
const hasCompiled = existsSync(compiled);

/** In what file each chunk is. */
const places = {} /* places */;
const files = new Map();
const loaded = new Map();

/** What a chunk exports; scripts/chunks.mjs says what it is. */
function load(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    exports = chunksIn(places[name])[name](load, require, __dirname) ?? {};
    loaded.set(name, exports);
  }
  return exports;
}

function chunksIn(file) {
  let chunks = files.get(file);
  if (chunks === undefined) {
    const filename = `${directory}${file}.js`;
    const cachedData = hasCompiled ? read(`${compiled}${file}`) : undefined;
    // A file has no other characters than those of ASCII. What V8 does not like in the cached data it ignores.
    chunks = new Script(readFileSync(filename, 'latin1'), { filename, cachedData }).runInThisContext();
    files.set(file, chunks);
  }
  return chunks;
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

load('main');
