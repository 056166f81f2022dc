// Writes docs/netplan-keys.md: what becomes of each key of netplan's language. The program itself is asked, with one
// configuration for each (test/config/netplan-language.ts). With --check it only says whether the file is fresh.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = join(root, 'docs/netplan-keys.md');

/** The reader as it stands in the sources, with validators of the schema as it stands. */
async function loadOutcomes() {
  const directory = await mkdtemp(join(tmpdir(), 'nlapply-keys-'));
  try {
    const { status } = spawnSync(process.execPath, ['scripts/build-validators.mjs', directory], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('the validators cannot be built');
    const outfile = join(directory, 'outcomes.mjs');
    await build({
      entryPoints: [join(root, 'test/config/netplan-outcomes.ts')],
      bundle: true,
      outfile,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      banner: {
        js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(join(root, 'package.json'))});`,
      },
      plugins: [
        {
          name: 'validators',
          setup({ onResolve }) {
            const path = join(directory, 'src/config/schema/validators.cjs');
            onResolve({ filter: /\/validators\.cjs$/ }, () => ({ path }));
          },
        },
      ],
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const { OUTCOMES, bestOutcomes, outcomes } = await loadOutcomes();
const all = outcomes();
const best = [...bestOutcomes(all).values()];
const count = (outcome) => best.filter((one) => one === outcome).length;

const MEANINGS = {
  applied: 'nlapply configures the kernel accordingly, by netlink, ethtool, devlink, /proc/sys or /sys',
  'handed on': 'nlapply hands it on to another program, see [handed-on.md](handed-on.md)',
  accepted: 'it is valid and has no effect',
  refused: 'it is an error, `not-supported`, with the reason given below',
};

/** A reason without the words that all of them have. */
const cell = (text) => text.replaceAll('|', '\\|');

const figures = OUTCOMES.map((outcome) => `| ${outcome} | ${count(outcome)} | ${MEANINGS[outcome]} |`).join(
  '\n',
);

function section(place) {
  const rows = all.filter((one) => one.place === place);
  const lines = rows.map(({ key, outcome, how }) => `| \`${key}\` | ${outcome} | ${cell(how)} |`);
  return `## ${place.charAt(0).toUpperCase()}${place.slice(1)}\n\n| key | outcome | by, or reason |\n|---|---|---|\n${lines.join('\n')}`;
}

const text = `# netplan's keys, one by one

This page lists all keys of netplan 1.2, and what nlapply does with them. It is generated (\`npm run generate\`) by asking the program:
for each key at each place there is a configuration with the key and one without it, and what differs between the two is what the
key does. For keys that are *applied* or *handed on* the tables name the objects and attributes that differ, in nlapply's own terms.
[netplan-differences.md](netplan-differences.md) explains where nlapply reads something differently from netplan.

There are ${best.length} distinct keys. A key that netplan has at several places is counted once, with its best outcome:

| outcome | keys | |
|---|---|---|
${figures}

${[...new Set(all.map(({ place }) => place))].map(section).join('\n\n')}
`;

if (!process.argv.includes('--check')) await writeFile(target, text);
else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  console.error('docs/netplan-keys.md is stale: run `npm run generate`');
  process.exitCode = 1;
}
