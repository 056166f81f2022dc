// Before `npm pack` and `npm publish`: builds, and puts the native addon into prebuilds/, so that the package needs
// neither a compiler nor an install script. With Debian's g++-aarch64-linux-gnu installed, also the one for arm64.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addon, root } from './freshness.mjs';
import { die, headerArguments, step } from './step.mjs';

// What Node 20's own binaries ask of the system: the addon must not ask for more.
const ceilings = { GLIBC: '2.28', GLIBCXX: '3.4.25' };
const prebuilds = join(root, 'prebuilds');
const platform = process.report.getReport().header.glibcVersionRuntime ? 'linux' : 'linuxmusl';

function newerThan(version, ceiling) {
  const [a, b] = [version, ceiling].map((text) => text.split('.').map(Number));
  const index = a.findIndex((part, i) => part !== (b[i] ?? 0));
  return index >= 0 && a[index] > (b[index] ?? 0);
}

function checkSymbols(file, objdump) {
  const symbols = step('symbol versions', objdump, ['-T', file]);
  for (const [, library, version] of symbols.matchAll(/\b(GLIBC|GLIBCXX)_([\d.]+)/g)) {
    if (newerThan(version, ceilings[library])) {
      die(
        `${file} needs ${library}_${version}; the oldest systems served have ${library}_${ceilings[library]}`,
      );
    }
  }
}

/** The loader's names: linux-x64, and linuxmusl-x64 for what was built on a system without glibc. */
function publish(built, arch, tools = '') {
  const target = join(prebuilds, `${tools === '' ? platform : 'linux'}-${arch}.node`);
  copyFileSync(built, target);
  step(`prebuilt addon for ${arch}`, `${tools}strip`, ['--strip-unneeded', target]);
  if (!target.includes('linuxmusl')) checkSymbols(target, `${tools}objdump`);
}

function crossBuild(arch, tools) {
  // In a folder of its own, so that this machine's addon stays; below the root, so that node-addon-api is found.
  const folder = join(root, 'dist/native-cross');
  const built = join(folder, 'build/Release/netlink.node');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'native'), folder, { recursive: true, filter: (path) => !path.endsWith('/build') });
  step(
    `native addon for ${arch}`,
    'node-gyp',
    ['rebuild', '-C', folder, `--arch=${arch}`, '--jobs=max', ...headerArguments()],
    { CC: `${tools}gcc`, CXX: `${tools}g++`, AR: `${tools}ar` },
  );
  publish(built, arch, tools);
  rmSync(folder, { recursive: true });
}

function isFresh(arch) {
  const file = join(prebuilds, `linux-${arch}.node`);
  return existsSync(file) && statSync(file).mtimeMs >= statSync(addon).mtimeMs;
}

step('build', process.execPath, ['scripts/build.mjs']);
mkdirSync(prebuilds, { recursive: true });
publish(addon, process.arch);

const cross = 'aarch64-linux-gnu-';
const canCross = process.arch !== 'arm64' && !spawnSync(`${cross}g++`, ['--version']).error;
if (canCross && !isFresh('arm64')) crossBuild('arm64', cross);
