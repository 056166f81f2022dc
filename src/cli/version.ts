import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set by the bundler; undefined outside the bundle. */
declare const __NLAPPLY_VERSION__: string | undefined;

/** The version of the package that this file belongs to. */
export function version(): string {
  if (typeof __NLAPPLY_VERSION__ === 'string') return __NLAPPLY_VERSION__;
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && directory !== '/') directory = dirname(directory);
  const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const found = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return found ? String(manifest.version) : 'unknown';
}
