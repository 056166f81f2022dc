// dist/src/cli/main.js and everything it imports, as one CommonJS file: Node starts it twice as fast as the modules.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './freshness.mjs';

// Not seen by the bundler, contained all the same: ajv wrote the validators, node-addon-api is compiled into the addon.
const containedOtherwise = ['ajv', 'node-addon-api'];

/**
 * Lets every module see the `import.meta.url` that it would have outside the bundle, computed from the
 * bundle's own place, so that paths relative to a module (the native addon, schemas) stay right.
 */
const moduleUrls = {
  name: 'module-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/src\/.*\.js$/ }, ({ path }) => {
      const place = JSON.stringify(relative(join(root, 'dist'), path));
      const url = `require("node:url").pathToFileURL(require("node:path").join(__dirname,${place})).href`;
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', url), loader: 'js' };
    });
  },
};

/**
 * Packages and modules of Node that a run rarely needs, loaded when something of theirs is used: yaml for texts that the
 * small reader does not understand, child_process (which brings half of Node along) for commander's external commands.
 */
const lazyModules = {
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    const filter = /^(yaml|node:child_process)$/;
    onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'lazy' ? undefined : { path, namespace: 'lazy' },
    );
    onLoad({ filter, namespace: 'lazy' }, async ({ path }) => {
      const names = JSON.stringify(Object.keys(await import(path)).filter((name) => name !== 'default'));
      const property = `{ enumerable: true, get: () => require(${JSON.stringify(path)})[name] }`;
      const contents = `for (const name of ${names}) Object.defineProperty(exports, name, ${property});`;
      return { contents, resolveDir: root };
    });
  },
};

function packagesOf(metafile) {
  const paths = Object.keys(metafile.inputs).map((input) =>
    /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input),
  );
  return [...new Set([...paths.flatMap((match) => match?.[1] ?? []), ...containedOtherwise])].sort();
}

function licenseOf(name) {
  const directory = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} (${license}) comes without a licence file`);
  const text = readFileSync(join(directory, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Writes dist/nlapply.cjs and dist/THIRD-PARTY-LICENSES.txt; throws with esbuild's message. */
export async function bundle() {
  const { build } = await import('esbuild');
  const entry = join(root, 'dist/src/cli/main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is missing: src/cli/main.ts was not compiled`);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'dist/nlapply.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['*.node'],
    // Names stay: they cost nothing measurable and make a reported stack trace readable.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    define: { __NLAPPLY_VERSION__: JSON.stringify(version) },
    plugins: [moduleUrls, lazyModules],
    metafile: true,
    logLevel: 'warning',
  });
  const licenses = packagesOf(metafile)
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
  writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licenses);
}
