// dist/src/cli/main.js and everything it imports, as few files below dist/nlapply/, which bin/nlapply.cjs loads as they are needed.

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { chunkFunction, exportedNames, filesOf, fileText, ON_CALL } from './chunks.mjs';
import { root } from './freshness.mjs';
import { MODULES_ON_CALL, USUAL_MODULES } from './on-call.mjs';

// Not seen by the bundler, contained all the same: ajv wrote the validators, node-addon-api is compiled into the addon.
const containedOtherwise = ['ajv', 'node-addon-api'];

const compiled = join(root, 'dist/src');
const moduleName = (path) => relative(compiled, path).replace(/\.js$/, '');
const chunkName = (module) => module.replaceAll('/', '.');

/**
 * Lets every module see the `import.meta.url` and `dirname` that it would have outside the bundle, computed from the
 * bundle's own place, so that paths relative to a module (the native addon, schemas) stay right.
 */
const moduleUrls = {
  name: 'module-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/src\/.*\.js$/ }, ({ path }) => {
      const place = relative(join(root, 'dist'), path);
      const own = `require("node:path").join(__dirname,${JSON.stringify(place)})`;
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', `require("node:url").pathToFileURL(${own}).href`)
        .replaceAll('import.meta.dirname', `${own.replace(place, dirname(place))}`);
      return { contents, loader: 'js' };
    });
  },
};

const onCall = {
  name: 'on-call',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
      const name = moduleName(resolve(resolveDir, path));
      const wanted = kind === 'import-statement' && MODULES_ON_CALL.includes(name);
      return wanted ? { path: `${ON_CALL}${chunkName(name)}`, external: true } : undefined;
    });
  },
};

/** The modules of the netlink library only define something: those that the program uses nothing of are left out. */
const unusedTables = {
  name: 'unused-tables',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
      const target = resolve(resolveDir, path);
      const wanted = kind === 'import-statement' && moduleName(target).startsWith('netlink/');
      return wanted ? { path: target, sideEffects: false } : undefined;
    });
  },
};

/** commander runs external commands by child_process, which brings half of Node along; nlapply has none. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, namespace: 'lazy' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'lazy' }, () => ({
      contents: 'exports.spawn = (...all) => require("child_process").spawn(...all);',
    }));
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

/** Only functions can be loaded when they are called. */
async function checkOnCall(module) {
  const exported = Object.entries(await import(join(compiled, `${module}.js`)));
  const others = exported.filter(
    ([, value]) => typeof value !== 'function' || /^class\b/.test(String(value)),
  );
  if (others.length > 0)
    throw new Error(`${module} exports more than functions: ${others.map(([name]) => name).join(', ')}`);
}

/** Writes dist/nlapply/, dist/code-cache.cjs and dist/THIRD-PARTY-LICENSES.txt; throws with esbuild's message. */
export async function bundle() {
  const entry = join(compiled, 'cli/main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is missing: src/cli/main.ts was not compiled`);
  await Promise.all(MODULES_ON_CALL.map(checkOnCall));
  const metafile = await bundleProgram(entry, join(root, 'dist'));
  copyFileSync(join(root, 'scripts/code-cache.cjs'), join(root, 'dist/code-cache.cjs'));
  const licenses = packagesOf(metafile)
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
  writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licenses);
}

/** Stands for what tells this build from every other, until all of it is there. */
const BUILD = '<build>';

/** Writes the parts of a program into nlapply/ below a folder: bin/nlapply.cjs, or a copy beside that folder, starts it. Returns esbuild's metafile. */
export async function bundleProgram(entry, folder) {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const target = join(folder, 'nlapply');
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      main: entry,
      ...Object.fromEntries(MODULES_ON_CALL.map((name) => [chunkName(name), join(compiled, `${name}.js`)])),
    },
    outdir: target,
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    define: { __NLAPPLY_VERSION__: JSON.stringify(version), __NLAPPLY_BUILD__: JSON.stringify(BUILD) },
    plugins: [onCall, unusedTables, moduleUrls, lazyChildProcess],
    metafile: true,
    logLevel: 'warning',
  });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const digest = createHash('sha256');
  for (const { text } of outputFiles) digest.update(text);
  const digested = `${version} ${digest.digest('hex').slice(0, 32)}`;
  const lists = new Map(
    outputFiles
      .filter(({ path }) => metafile.outputs[relative(root, path)].entryPoint === undefined)
      .map(({ path, text }) => [`./${basename(path)}`, exportedNames(text)])
      .filter(([, names]) => names.length > 0),
  );
  const chunks = new Map();
  for (const { path, text: bundled } of outputFiles) {
    const text = bundled.replaceAll(BUILD, digested);
    const output = metafile.outputs[relative(root, path)];
    const imports = output.imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
    chunks.set(basename(path, '.js'), {
      text: await chunkFunction(text, output, lists, `./${basename(path)}`),
      imports: imports.map((one) => basename(one.path, '.js')),
      entry: output.entryPoint && moduleName(join(root, output.entryPoint)),
    });
  }
  const files = filesOf(chunks, USUAL_MODULES);
  for (const file of files.keys()) writeFileSync(join(target, `${file}.js`), fileText(file, files, chunks));
  return metafile;
}
