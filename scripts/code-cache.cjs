// node code-cache.cjs: keeps what V8 makes of the chunks beside it, for the version of Node that runs this: starting nlapply takes
// two thirds of the time then. The build does it, and it can be done again when Node is another one. V8 compiles a function when
// it is first called. So the program runs a few times, only looking, and what is compiled by then is kept.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { basename, join } = require('node:path');
const vm = require('node:vm');

/** Something of what most configurations have. */
const CONFIGURATION = `network:
  version: 2
  ethernets:
    lan0: {optional: true, dhcp4: false}
  bonds:
    bond0:
      interfaces: [lan0]
      parameters: {mode: active-backup}
      addresses: [192.0.2.2/24, "2001:db8::2/64"]
      routes: [{to: default, via: 192.0.2.1}]
  vlans:
    bond0.7: {id: 7, link: bond0, addresses: [198.51.100.2/24]}
  bridges:
    br0:
      interfaces: [bond0.7]
      mtu: 1400
`;

/** The command lines that are run; none of them changes anything. */
const runs = (file) => [['--help'], ['--nonsense'], ['apply', '--help'], ['check', file], ['diff', file]];

/** Runs one command line in this process, begins with what is kept, and keeps what has come to it. */
function runAndKeep(directory, words) {
  const scripts = [];
  vm.Script = class extends vm.Script {
    constructor(text, { filename }) {
      const place = join(directory, basename(filename, '.js'));
      const cachedData = fs.existsSync(place) ? fs.readFileSync(place) : undefined;
      // V8 keeps the name, though it takes the true one later: it is not to tell where this was done.
      super(text, { filename: 'chunk.js', cachedData });
      scripts.push({ place, script: this });
    }
  };
  const program = join(__dirname, 'nlapply.cjs');
  process.argv = [process.execPath, program, ...words];
  process.on('exit', () => {
    for (const { place, script } of scripts) fs.writeFileSync(place, script.createCachedData());
  });
  require(program);
}

function keepAll() {
  const kept = join(__dirname, 'nlapply', `${process.version}-${process.arch}`);
  const directory = fs.mkdtempSync(`${kept}-`);
  try {
    const file = join(directory, 'example.yaml');
    fs.writeFileSync(file, CONFIGURATION);
    for (const words of runs(file)) {
      const { NODE_OPTIONS: _, ...env } = process.env;
      spawnSync(process.execPath, [__filename, directory, ...words], { env, stdio: 'ignore' });
    }
    fs.rmSync(file);
    fs.chmodSync(directory, 0o755);
    fs.rmSync(kept, { recursive: true, force: true });
    fs.renameSync(directory, kept);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

const [directory, ...words] = process.argv.slice(2);
if (directory === undefined) keepAll();
else runAndKeep(directory, words);
