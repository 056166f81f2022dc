// Loads the chunks of nlapply, each when it is needed. The build makes dist/nlapply.cjs of this.
'use strict';

const { closeSync, existsSync, openSync, readFileSync, readSync } = require('node:fs');
const { Script } = require('node:vm');

const directory = `${__dirname}/nlapply/`;
/** What V8 has made of the files before; code-cache.cjs writes it. Another Node has no use for it. */
const compiled = `${directory}${process.version}-${process.arch}/`;
const hasCompiled = existsSync(compiled);

/** In what file each chunk is. */
const places = {} /* places */;
const files = new Map();
const loaded = new Map();
let space;

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
    // A file has no other characters than those of ASCII.
    const text = read(filename).latin1Slice();
    const cachedData = hasCompiled ? readCompiled(`${compiled}${file}`) : undefined;
    // What V8 does not like in the cached data it ignores. It has no use for it afterwards.
    chunks = new Script(text, { filename, cachedData }).runInThisContext();
    files.set(file, chunks);
  }
  return chunks;
}

/** What a file has; lies where that of the last one lay: the kernel gives memory that nobody has touched yet page by page. */
function read(path) {
  space ??= Buffer.allocUnsafeSlow(1 << 20);
  const file = openSync(path);
  try {
    const length = readSync(file, space);
    return length < space.length ? space.subarray(0, length) : readFileSync(path);
  } finally {
    closeSync(file);
  }
}

function readCompiled(path) {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

load('main');
