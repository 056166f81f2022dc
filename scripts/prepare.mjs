// Makes a fresh clone ready for `npm test` and `npm run demo`: checks the tools, installs, builds.
// Runs before anything is known about the machine: no dependency, no syntax younger than Node 14.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { addonIsFresh, distIsFresh, root } from './freshness.mjs';

function fail(message) {
  process.stderr.write(`nlapply: ${message}\n`);
  process.exit(1);
}

function onPath(program) {
  return (process.env.PATH || '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function npm(args, what) {
  const { error, status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) fail(`cannot start npm: ${error.message}`);
  if (status !== 0) fail(`${what} failed (\`npm ${args.join(' ')}\`); the reason stands above`);
}

function checkNode() {
  const wanted = /\d+\.\d+/.exec(readJson('package.json').engines.node)[0];
  const [major, minor] = wanted.split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(`Node.js ${wanted} or newer is needed; this is ${process.version} (${process.execPath})`);
}

function checkCompiler() {
  const tools = [process.env.CXX ? process.env.CXX.split(' ')[0] : 'g++', 'make', 'python3'];
  const missing = tools.filter((tool) => !(tool.includes('/') ? existsSync(tool) : onPath(tool)));
  if (missing.length === 0) return;
  fail(
    `the native addon has to be built and ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing\n` +
      '  Debian, Ubuntu:  sudo apt-get install g++ make python3\n' +
      '  Fedora:          sudo dnf install gcc-c++ make python3\n' +
      '  Alpine:          sudo apk add g++ make python3 linux-headers',
  );
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** Are the packages of package-lock.json the ones in node_modules? Optional ones may be for another platform. */
function modulesAreFresh() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  const locked = readJson('package-lock.json').packages;
  return Object.keys(locked).every((path) => {
    if (path === '') return true;
    if (!installed[path]) return locked[path].optional === true;
    return installed[path].integrity === locked[path].integrity;
  });
}

if (process.platform !== 'linux') {
  fail(`nlapply configures the Linux kernel; this is ${process.platform}. A Linux container or VM will do.`);
}
checkNode();
if (!onPath('npm')) fail('npm is missing; it comes with Node.js (Debian: sudo apt-get install npm)');
if (!addonIsFresh()) checkCompiler();
if (!modulesAreFresh()) {
  // No dependency needs its install script; without them nothing foreign runs during the installation.
  npm(
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'],
    'installing the development tools',
  );
}
if (!addonIsFresh() || !distIsFresh()) npm(['run', '--silent', 'build'], 'the build');
