import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type AddonAttempt, AddonError } from './addon-error.ts';
import type { Addon } from './native.ts';

const EXPORTS: readonly (keyof Addon)[] = [
  'Socket',
  'isAlike',
  'lockFile',
  'unlockFile',
  'setTun',
  'readSysctl',
  'writeSysctl',
];

let loaded: Addon | undefined;
let seen: Addon | undefined;
let wrap: (addon: Addon) => Addon = (addon) => addon;

/**
 * From now on everybody gets the addon as this function wraps it, so that all that goes to the kernel passes through
 * the wrapper. Without an argument the addon is used unwrapped again.
 */
export function wrapAddon(by: (addon: Addon) => Addon = (addon) => addon): void {
  wrap = by;
  seen = undefined;
}

/**
 * The native addon, loaded on the first call. Looks for `native/build/Release/netlink.node` in the package (a
 * development tree), then for the prebuilt one for glibc, then for the one for musl: the one for the other libc cannot
 * be loaded. The environment variable NLAPPLY_ADDON names a file to load instead of all these, for development (an
 * instrumented build).
 *
 * Throws an `AddonError` that names each file tried and why it failed.
 */
export function loadAddon(): Addon {
  loaded ??= load(candidates());
  seen ??= wrap(loaded);
  return seen;
}

function candidates(): string[] {
  const chosen = process.env['NLAPPLY_ADDON'];
  if (chosen) return [resolve(chosen)];
  const start = import.meta.dirname;
  const root = packageRoot(start);
  if (root === undefined) {
    throw new AddonError([{ path: start, reason: 'no package.json of nlapply here or in any folder above' }]);
  }
  const built = join(root, 'native/build/Release/netlink.node');
  const prebuilt = ['linux', 'linuxmusl'].map((libc) => join(root, `prebuilds/${libc}-${process.arch}.node`));
  return existsSync(built) ? [built, ...prebuilt] : prebuilt;
}

/** The same for dist/src/netlink/addon.js and for the bundle, whose modules are told their places in dist/src. */
function packageRoot(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isPackage(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isPackage(file: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && 'name' in content && content.name === 'nlapply';
  } catch {
    return false;
  }
}

function load(paths: readonly string[]): Addon {
  const attempts: AddonAttempt[] = [];
  let cause: unknown;
  for (const path of paths) {
    try {
      const module = { exports: {} };
      process.dlopen(module, path);
      const exported: unknown = module.exports;
      if (isAddon(exported)) return exported;
      attempts.push({ path, reason: `does not export ${EXPORTS.join(', ')}` });
    } catch (error) {
      cause = error;
      attempts.push({ path, reason: existsSync(path) ? firstLine(error) : 'no such file' });
    }
  }
  throw new AddonError(attempts, cause);
}

function isAddon(exported: unknown): exported is Addon {
  if (typeof exported !== 'object' || exported === null) return false;
  const names = new Map<string, unknown>(Object.entries(exported));
  return EXPORTS.every((name) => typeof names.get(name) === 'function');
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
