// npm run build: native addon, validators, TypeScript, bundle, code cache. Does nothing when all of it is up to date (or --force).
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { addonIsFresh, distIsFresh, inputsDigest, root, stampDist } from './freshness.mjs';
import { die, headerArguments, report, step } from './step.mjs';

function buildAddon() {
  // Through npm, because npm puts the node-gyp that it carries on the PATH.
  step('native addon', 'npm', ['run', '--silent', 'build:native', '--', '--jobs=max', ...headerArguments()]);
}

async function buildDist() {
  const digest = inputsDigest();
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  step('validators', process.execPath, ['scripts/build-validators.mjs']);
  step('TypeScript', join(root, 'node_modules/.bin/tsc'), ['-p', '.']);
  const started = performance.now();
  await bundle().catch((error) => die(`bundle failed: ${error.message}`));
  report('bundle', started);
  step('code cache', process.execPath, ['dist/code-cache.cjs']);
  stampDist(digest);
}

const force = process.argv.includes('--force');
if (!existsSync(join(root, 'node_modules'))) die('node_modules is missing: run `npm ci` first');
if (force || !addonIsFresh()) buildAddon();
if (force || !distIsFresh()) await buildDist();
