// Loads the chunks of nlapply, each when it is needed. The build makes dist/nlapply.cjs of this.
'use strict';

const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const chunks = `${__dirname}/nlapply/`;
const loaded = new Map();

/** What a chunk exports; see scripts/chunks.mjs for what it is. */
function load(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    const filename = `${chunks}${name}.js`;
    // A chunk has no other characters than those of ASCII.
    const script = new Script(readFileSync(filename, 'latin1'), { filename });
    exports = script.runInThisContext()(load, require, __dirname) ?? {};
    loaded.set(name, exports);
  }
  return exports;
}

load('main');
