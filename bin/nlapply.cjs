#!/usr/bin/env node
// Launcher: must be readable by any Node, so that an old one is told what it lacks instead of a syntax error.
'use strict';

function refuse(message) {
  process.stderr.write(`nlapply: ${message}\n`);
  process.exit(1);
}

const version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  refuse(`Node.js 20.19 or newer is needed; this is ${process.version} (${process.execPath})`);
}

const path = require('node:path');
const bundle = path.join(__dirname, '../dist/nlapply.cjs');
if (require('node:fs').existsSync(bundle)) {
  require(bundle);
} else {
  refuse(`not built yet: run \`npm run build\` in ${path.dirname(__dirname)}`);
}
