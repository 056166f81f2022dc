// What `dist/` and the native addon are made from, and whether they are up to date.
// Used by prepare.mjs, which must run on any Node: no dependency, no syntax younger than Node 14.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const addon = join(root, 'native/build/Release/netlink.node');

const stamp = join(root, 'dist/.inputs');
const inputs = [
  'bin',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts/build.mjs',
  'scripts/build-validators.mjs',
  'scripts/bundle.mjs',
  'scripts/chunks.mjs',
  'scripts/code-cache.cjs',
  'scripts/on-call.mjs',
  'schemas',
  'src',
  'test',
];

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .reduce((files, name) => files.concat(filesBelow(join(path, name))), []);
}

/** One digest of everything `dist/` depends on; contents, not times: a checkout or a cache may set any time. */
export function inputsDigest() {
  const hash = createHash('sha256');
  inputs.forEach((input) => {
    filesBelow(join(root, input)).forEach((file) => {
      const content = readFileSync(file);
      hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content);
    });
  });
  return hash.digest('hex');
}

/** Records, as the last act of a build, what `dist/` was made from. */
export function stampDist(digest) {
  writeFileSync(stamp, digest);
}

export function distIsFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsDigest();
}

/** The addon speaks Node-API, so one build serves every Node version: only its sources can make it stale. */
export function addonIsFresh() {
  if (!existsSync(addon)) return false;
  const built = statSync(addon).mtimeMs;
  return readdirSync(join(root, 'native'))
    .filter((name) => /\.(cc|h|gyp|gypi)$/.test(name))
    .every((name) => statSync(join(root, 'native', name)).mtimeMs <= built);
}
