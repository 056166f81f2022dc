// node code-cache.cjs: keeps what V8 makes of the files beside it, for the version of Node that runs this: nlapply starts in two thirds
// of the time then. The build does it, and it can be done again when Node is another one. V8 compiles a function when it is
// first called. So the program runs a few times, and what is compiled by then is kept: of what a usual run needs, as V8 reads all of it each
// time. It only looks at the network; in a network
// namespace of its own, where the system gives us one, it applies a configuration, too.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { basename, join } = require('node:path');
const vm = require('node:vm');

const program = join(__dirname, '../bin/nlapply.cjs');

/** Two NICs, each at the other end of the cable of the other. */
const NICS = `network:
  version: 2
  virtual-ethernets:
    lan0: {peer: lan1}
    lan1: {peer: lan0}
`;
/** Something of what most configurations have; any kernel can do this. */
const SIMPLE = `${NICS}  bridges:
    br0:
      interfaces: [lan0]
      parameters: {stp: false}
      addresses: [192.0.2.2/24, "2001:db8::2/64"]
      routes: [{to: default, via: 192.0.2.1}]
`;
const MORE = `network:
  version: 2
  ethernets:
    lan0: {optional: true}
  bonds:
    bond0:
      interfaces: [lan0]
      parameters: {mode: active-backup}
      addresses: [192.0.2.2/24]
      routes: [{to: default, via: 192.0.2.1}]
  vlans:
    bond0.7: {id: 7, link: bond0, addresses: [198.51.100.2/24]}
`;

const { NODE_OPTIONS: _, ...env } = process.env;
const run = (...words) => spawnSync(process.execPath, words, { env, stdio: 'ignore' });

/** Runs command lines, and keeps what is compiled for them. */
function runAll(directory, applies) {
  const [nics, simple, more] = ['nics', 'simple', 'more'].map((name) => join(directory, `${name}.yaml`));
  const keep = (...words) => run(__filename, directory, ...words);
  fs.writeFileSync(nics, NICS);
  fs.writeFileSync(simple, SIMPLE);
  fs.writeFileSync(more, MORE);
  keep('--help');
  keep('--nonsense');
  keep('apply', '--help');
  keep('check', more);
  keep('diff', more);
  if (applies) {
    const state = fs.mkdtempSync(join(directory, 'state-'));
    const words = ['apply', '--resolver', 'none', '--state-dir', state];
    run(program, ...words, nics);
    keep(...words, simple);
    // Now there is nothing to do: once the whole way, and then as mostly, by what that one went by.
    keep(...words, simple);
    keep(...words, simple);
    fs.rmSync(state, { recursive: true });
  }
  for (const file of [nics, simple, more]) fs.rmSync(file);
}

/** Runs one command line in this process, begins with what is kept, and keeps what has come to it. */
function runAndKeep(directory, words) {
  const scripts = [];
  vm.Script = class extends vm.Script {
    constructor(text, { filename }) {
      const name = Buffer.from(basename(filename)).toString();
      const place = join(directory, basename(name, '.js'));
      const cachedData = fs.existsSync(place) ? fs.readFileSync(place) : undefined;
      // V8 keeps the name, for stack traces, and with a part of a text all of it: nothing is to tell where this was done.
      super(text, { filename: name, cachedData });
      scripts.push({ place, script: this });
    }
  };
  // What is kept under other flags is not taken: src/cli/compile-later.ts.
  require('node:v8').setFlagsFromString = () => {};
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
    const privileges = process.getuid() === 0 ? [] : ['--user', '--map-root-user'];
    const words = ['--net', process.execPath, __filename, directory, IN_NAMESPACE];
    if (spawnSync('unshare', [...privileges, ...words], { env, stdio: 'ignore' }).status !== 0)
      runAll(directory, false);
    fs.chmodSync(directory, 0o755);
    fs.rmSync(kept, { recursive: true, force: true });
    fs.renameSync(directory, kept);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

const IN_NAMESPACE = 'in-a-network-namespace';

const [directory, ...words] = process.argv.slice(2);
if (directory === undefined) keepAll();
else if (words[0] === IN_NAMESPACE) runAll(directory, true);
else runAndKeep(directory, words);
