// Loads the chunks of nlapply, each when it is needed. The build makes dist/nlapply.cjs of this.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const chunks = `${__dirname}/nlapply/`;
/** What V8 has made of the chunks before; code-cache.cjs writes it. Another Node has no use for it. */
const compiled = `${chunks}${process.version}-${process.arch}/`;
const hasCompiled = existsSync(compiled);
const loaded = new Map();

/** What a chunk exports; scripts/chunks.mjs says what it is. */
function load(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    const filename = `${chunks}${name}.js`;
    const cachedData = hasCompiled ? read(`${compiled}${name}`) : undefined;
    // A chunk has no other characters than those of ASCII. What V8 does not like in the cached data it ignores.
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
    exports = script.runInThisContext()(load, require, __dirname) ?? {};
    loaded.set(name, exports);
  }
  return exports;
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

load('main');
