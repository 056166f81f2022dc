import { geteuid } from 'node:process';
import type { Host } from './host.ts';
import { version } from './version.ts';

/** Put in by the bundler: tells this build from every other. */
declare const __NLAPPLY_BUILD__: string | undefined;

/** Outside the bundle each process may be another program. */
const build = (): string =>
  typeof __NLAPPLY_BUILD__ === 'string' ? __NLAPPLY_BUILD__ : `${version()} ${process.pid}`;

/** Variables that the program goes by, beside those that are looked at where it matters. */
const VARIABLES = ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'TERM', 'NLAPPLY_ADDON'];

/** What a run is told: which program it is, who runs it, by which words, and how it may print. */
export const circumstancesOf = (words: readonly string[], { env, stdout }: Host): readonly string[] => [
  build(),
  process.version,
  String(geteuid?.()),
  stdout.isTTY === true ? 'terminal' : 'file',
  ...VARIABLES.map((name) => JSON.stringify(env[name] ?? null)),
  ...words,
];
