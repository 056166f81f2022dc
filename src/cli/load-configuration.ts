import { buffer } from 'node:stream/consumers';
import type { ReporterOptions } from '../config/reporter.ts';
import { spoil } from '../inputs/recording.ts';
import { ConfigError, type Declaration, type Diagnostic, ITEM_TYPES, LISTS } from '../model/index.ts';
import { diagnosticsText } from '../render/diagnostics-text.ts';
import { compileLater } from './compile-later.ts';
import type { ConfigValues } from './options.ts';
import type { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

/** A configuration as it was read, valid or not. */
export interface ReadConfiguration {
  readonly declaration: Declaration;
  /** The names of its files. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly everyDiagnostic: () => readonly Diagnostic[];
}

/** A valid configuration. */
export interface LoadedConfiguration {
  readonly declaration: Declaration;
  /** The number of objects that it declares. */
  readonly objects: number;
  readonly warnings: readonly Diagnostic[];
  /** The names of its files. */
  readonly sources: readonly string[];
}

export interface ReadingOptions extends ReporterOptions {
  /** Loads the code that uses the configuration. */
  readonly loadRest?: () => Promise<unknown>;
}

/** Reads the configuration that is named on the command line; complaints are returned, not printed. */
export async function readConfiguration(
  session: Session,
  configs: readonly string[],
  values: ConfigValues,
  { loadRest = async () => {}, ...options }: ReadingOptions = {},
): Promise<ReadConfiguration> {
  if (values.rootDir !== undefined && configs.length > 0) {
    throw new UsageError(
      '--root-dir says where the default files are; it cannot be used with CONFIG arguments',
    );
  }
  const { readSources, configure } = await session.host.services.reader();
  const sources = await readSources(configs, {
    stdin: () => stdinText(session),
    ...(values.rootDir !== undefined && { rootDir: values.rootDir }),
  });
  await compileLater(
    sources.reduce((sum, { text }) => sum + text.length, 0),
    loadRest,
  );
  return { ...configure(sources, options), sources: sources.map(({ file }) => file) };
}

/**
 * Mostly the command before the pipe has failed. Taken literally, an empty configuration would remove everything that
 * nlapply has made.
 */
const NOTHING_CAME: Diagnostic = {
  severity: 'error',
  code: 'empty-input',
  message: 'nothing came from standard input',
  hint: 'to declare nothing, write "network: {}"',
};

/** Reads standard input as bytes, since decoding it silently would hide errors in it. */
async function stdinText({ host }: Session): Promise<string> {
  spoil('standard input');
  const { decode } = await import('../config/read-bytes.ts');
  const text = decode('<stdin>', await buffer(host.stdin));
  if (typeof text !== 'string') throw new ConfigError([text]);
  if (text.trim() === '') throw new ConfigError([NOTHING_CAME]);
  return text;
}

/**
 * Reads the configuration that is named on the command line, and prints its warnings.
 * @throws ConfigError with all complaints if there is an error among them
 */
export async function loadConfiguration(
  session: Session,
  configs: readonly string[],
  values: ConfigValues,
): Promise<LoadedConfiguration> {
  const loadRest = session.host.services.engine;
  const read = await readConfiguration(session, configs, values, { loadRest });
  const { declaration, diagnostics, sources } = read;
  if (hasErrors(diagnostics)) throw new ConfigError(diagnostics);
  session.remark(diagnosticsText(diagnostics, session.errorPaint));
  return { declaration, objects: countObjects(declaration), warnings: diagnostics, sources };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** The number of objects that it declares. */
export function countObjects(declaration: Declaration): number {
  return ITEM_TYPES.reduce((count, type) => count + declaration[LISTS[type]].length, 0);
}
