import type { ColourWish } from './colour.ts';

/** One option of the command line, as data; commander parses by it. */
export interface OptionSpec {
  /** In commander's spelling: `-q, --quiet`, `--netns <name|path>`. */
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly fallback?: string | number;
  readonly parse?: (value: string) => unknown;
  readonly conflicts?: readonly string[];
}

/** Values of the options that every command takes, by commander's names. */
export interface CommonValues {
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: ColourWish;
}

/** Values of the options of commands that look at the kernel. */
export interface KernelValues {
  readonly netns?: string;
}

/** Values of the options of commands that read a configuration. */
export interface ConfigValues {
  readonly rootDir?: string;
}

export const COMMON: readonly OptionSpec[] = [
  { flags: '--json', text: 'print one JSON document on standard output' },
  { flags: '-q, --quiet', text: 'print errors only' },
  {
    flags: '-v, --verbose',
    text: 'print each netlink request, and the stack of unexpected errors',
    conflicts: ['quiet'],
  },
  { flags: '--color <when>', text: 'use colours', choices: ['auto', 'always', 'never'], fallback: 'auto' },
];

export const NETNS: OptionSpec = {
  flags: '--netns <name|path>',
  text: 'work in this network namespace instead of the current one',
  parse: nonEmpty,
};

export const ROOT_DIR: OptionSpec = {
  flags: '--root-dir <dir>',
  text: 'look for the default configuration files below this directory',
  parse: nonEmpty,
};

export const STATE_DIR: OptionSpec = {
  flags: '--state-dir <dir>',
  text: 'where it is recorded what nlapply has made',
  fallback: '/run/nlapply',
  parse: nonEmpty,
};

export const ALLOW_RECREATE: OptionSpec = {
  flags: '--allow-recreate',
  text: 'replace a link even if that destroys what no configuration declares',
};

export const STATE: OptionSpec = {
  flags: '--state <file>',
  text: 'compare with this snapshot (- for standard input) instead of the live state',
  conflicts: ['netns'],
};

export const MARKDOWN: OptionSpec = {
  flags: '--markdown',
  text: 'print Markdown, for the summary of a CI job',
  conflicts: ['json'],
};

export const FORCE: OptionSpec = {
  flags: '--force',
  text: 'go ahead even when established sessions, yours perhaps, would be cut off',
};

function nonEmpty(value: string): string {
  if (value === '') throw new RangeError('It must not be empty.');
  return value;
}

/** Seconds: digits, with a fraction if need be. */
export function seconds(value: string): number {
  if (!/^\d{1,7}(\.\d+)?$/.test(value))
    throw new RangeError('It must be a number of seconds, like 30 or 0.5.');
  return Number(value);
}
