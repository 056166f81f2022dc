// Compiled modules, each with what it imports as one file: loading a module costs more than what it does, in tests that start
// many processes and in the kernel lab, whose machines are slow with files.
import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Modules find what lies beside them as if they were still in their own place, and packages stay in theirs. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist[^/]*\/(src|test)\/.*\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'js' };
    });
  },
};

const packagesOutside = {
  name: 'packages-outside',
  setup({ onResolve }) {
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
    plugins: [ownPlaces, packagesOutside],
    logLevel: 'warning',
  });
}

/** Starts what lies beside it, and keeps what V8 has made of it for the next time. */
const START = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');
const [filename, kept] = [__dirname + '/program.cjs', __dirname + '/program.cache'];
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
const text = '(function (require) {' + readFileSync(filename, 'utf8') + '})';
const script = new Script(text, { filename, cachedData });
if (cachedData === undefined) process.on('exit', () => writeFileSync(kept, script.createCachedData()));
script.runInThisContext()(require);
`;

/** Writes a program, with what it imports, into a folder. Returns the path to be started: from the second time on it starts fast. */
export async function bundleProgramOf(module, folder) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [module],
    outfile: join(folder, 'program.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    external: ['*.node'],
    plugins: [ownPlaces],
    logLevel: 'warning',
  });
  const start = join(folder, 'start.cjs');
  writeFileSync(start, START);
  return start;
}
