#!/usr/bin/env node
// Starts nlapply: loads its parts, which the build puts below dist/nlapply/, each when it is needed. One file, as each that Node loads by its own
// means takes a millisecond. Any Node must be able to read it, so that an old one is told what it lacks instead of a syntax error.
'use strict';

function refuse(message) {
  process.stderr.write(`nlapply: ${message}\n`);
  process.exit(1);
}

const version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  refuse(`Node.js 20.19 or newer is needed; this is ${process.version} (${process.execPath})`);
}

const { closeSync, existsSync, openSync, readFileSync, readSync } = require('node:fs');
const { Script } = require('node:vm');

const program = `${__dirname}/../dist`;
const directory = `${program}/nlapply/`;
/** What V8 has made of the files before; dist/code-cache.cjs writes it. Another Node has no use for it. */
const compiled = `${directory}${process.version}-${process.arch}/`;
const hasCompiled = existsSync(compiled);

/** In what file each chunk is; `main` tells it. */
const places = new Map([['main', 'main']]);
const files = new Map();
const loaded = new Map();
let space;

/** What a chunk exports; scripts/chunks.mjs says what it is. */
function load(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    exports = chunksIn(places.get(name))[name](load, require, program) || {};
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
  if (space === undefined) space = Buffer.allocUnsafeSlow(1 << 20);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, space, 0, space.length, null);
    return length < space.length ? space.subarray(0, length) : readFileSync(path);
  } finally {
    closeSync(file);
  }
}

function readCompiled(path) {
  try {
    return read(path);
  } catch (_) {
    return undefined;
  }
}

if (!existsSync(`${directory}main.js`)) {
  refuse(`not built yet: run \`npm run build\` in ${require('node:path').dirname(__dirname)}`);
}
for (const [file, names] of Object.entries(chunksIn('main').files)) {
  for (const name of names) places.set(name, file);
}
load('main');
