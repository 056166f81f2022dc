import { NAME_SERVICE_CHOICES as CHOICES } from '../model/resolver.ts';
import type { ColourWish } from './colour.ts';

/** An option of the command line, as data for commander. */
export interface OptionSpec {
  /** In commander's spelling: `-q, --quiet`, `--netns <name|path>`. */
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly fallback?: string | number;
  readonly parse?: (value: string) => unknown;
  readonly conflicts?: readonly string[];
}

/** The long form of an option: `--quiet` for `-q, --quiet`. */
export function wordOf({ flags }: OptionSpec): string {
  return flags.slice(flags.indexOf('--')).split(' ', 1)[0] ?? '';
}

export function takesValue({ flags }: OptionSpec): boolean {
  return flags.endsWith('>');
}

/** Values of the options that every command has, by commander's names. */
export interface CommonValues {
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: ColourWish;
}

/** Values of the options of commands that access the kernel. */
export interface KernelValues {
  readonly netns?: string;
  readonly resolver?: string;
}

/** Values of the options of commands that use the state directory. */
export interface StateValues extends CommonValues, KernelValues {
  readonly stateDir: string;
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
    text: 'print each netlink request, everything that was done, and the stack of unexpected errors',
    conflicts: ['quiet'],
  },
  { flags: '--color <when>', text: 'use colours', choices: ['auto', 'always', 'never'], fallback: 'auto' },
];

export const NETNS: OptionSpec = {
  flags: '--netns <name|path>',
  text: 'work in this network namespace instead of the current one',
  parse: nonEmpty,
};

export const RESOLVER: OptionSpec = {
  flags: '--resolver <name|file>',
  text: 'where name servers go: auto, resolved, resolvconf, none, or the path of a resolv.conf',
  parse: resolver,
};

export const ROOT_DIR: OptionSpec = {
  flags: '--root-dir <dir>',
  text: 'look for the default configuration files below this directory',
  parse: nonEmpty,
};

export const STATE_DIR: OptionSpec = {
  flags: '--state-dir <dir>',
  text: 'where nlapply records what it has made',
  fallback: '/run/nlapply',
  parse: nonEmpty,
};

export const ALLOW_RECREATE: OptionSpec = {
  flags: '--allow-recreate',
  text: 'replace a link even if that destroys things no configuration declares',
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
  text: 'go ahead even if established sessions, perhaps your own, would be cut off',
};

export const ON_ERROR: OptionSpec = {
  flags: '--on-error <mode>',
  text: 'what to do when the kernel refuses something',
  choices: ['rollback', 'continue'],
  fallback: 'rollback',
};

export const WAIT_LINKS: OptionSpec = {
  flags: '--wait-links <seconds>',
  text: 'how long to wait for declared NICs that are missing',
  fallback: 0,
  parse: seconds,
};

export const NO_VERIFY: OptionSpec = {
  flags: '--no-verify',
  text: 'do not check afterwards that everything is as declared',
};

/** Values of the options of commands that apply a configuration. */
export interface WriteValues extends CommonValues, ConfigValues, KernelValues {
  readonly onError: 'rollback' | 'continue';
  readonly allowRecreate?: true;
  readonly waitLinks: number;
  readonly stateDir: string;
  /** False with `--no-verify`. */
  readonly verify: boolean;
}

function nonEmpty(value: string): string {
  if (value === '') throw new RangeError('It must not be empty.');
  return value;
}

function resolver(value: string): string {
  if (!value.startsWith('/') && !CHOICES.some((choice) => choice === value))
    throw new RangeError(`It must be one of ${CHOICES.join(', ')}, or a path that begins with a slash.`);
  return value;
}

/** Parses seconds: digits, optionally with a fraction. */
export function seconds(value: string): number {
  if (!/^\d{1,7}(\.\d+)?$/.test(value))
    throw new RangeError('It must be a number of seconds, like 30 or 0.5.');
  return Number(value);
}
