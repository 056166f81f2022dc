import { geteuid } from 'node:process';
import type { Host } from './host.ts';
import { version } from './version.ts';

/** Set by the bundler; differs for every build. */
declare const __NLAPPLY_BUILD__: string | undefined;

/** Identifies the program. Outside the bundle each process may be a different one. */
const build = (): string =>
  typeof __NLAPPLY_BUILD__ === 'string' ? __NLAPPLY_BUILD__ : `${version()} ${process.pid}`;

/** Environment variables that affect the program, except for those that are looked at where they are used. */
const VARIABLES = ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'TERM', 'NLAPPLY_ADDON'];

/**
 * What a run depends on besides what it looks at: the program and its user, the words of the command line, and the kind
 * of output.
 */
export const circumstancesOf = (words: readonly string[], { env, stdout }: Host): readonly string[] => [
  build(),
  process.version,
  String(geteuid?.()),
  stdout.isTTY === true ? 'terminal' : 'file',
  ...VARIABLES.map((name) => JSON.stringify(env[name] ?? null)),
  ...words,
];
