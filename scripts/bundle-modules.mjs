// Compiled modules, each with what it imports as one file: loading a module costs more than what it does, in tests that start
// many processes and in the kernel lab, whose machines are slow with files.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Modules find what lies beside them as if they were still in their own place, and packages stay in theirs. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\/dist[^/]*\/(src|test)\/.*\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'js' };
    });
    onResolve({ filter: /^[a-z@]/ }, ({ path }) =>
      isBuiltin(path) ? { path, external: true } : { path: import.meta.resolve(path), external: true },
    );
  },
};

/** Writes a module of the same name for each of these into a folder, and chunks that they share. */
export async function bundleModules(entryPoints, outdir) {
  const { build } = await import('esbuild');
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['*.node'],
    plugins: [ownPlaces],
    logLevel: 'warning',
  });
}
