import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { isDirectory, isFile, modeOf, readEntries } from '../inputs/files.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { ConfigError, EXIT, NlapplyError } from '../model/errors.ts';
import { complaint, decode, readBytes, reason } from './read-bytes.ts';

/** One configuration text. */
export interface ConfigSource {
  /** The name in messages. */
  readonly file: string;
  readonly text: string;
  /** The permissions of a file that others than its owner may read or write. */
  readonly openMode?: number;
}

export interface ReadSourcesOptions {
  /** The directory below which the system's configuration is searched; the default is `/`. */
  readonly rootDir?: string;
  /** Whether to skip /etc/nlapply. */
  readonly netplanOnly?: boolean;
  /** Returns the text for `-`. */
  readonly stdin?: () => Promise<string> | string;
}

const OWN_DIRECTORY = 'etc/nlapply';

/** Files in later ones shadow those with the same name in earlier ones. */
const NETPLAN_DIRECTORIES = ['lib/netplan', 'etc/netplan', 'run/netplan'] as const;

/**
 * Reads the named files, directories (their *.yaml in byte order) and `-`; without any, the system's configuration:
 * /etc/nlapply/*.yaml, or else netplan's hierarchy.
 *
 * @throws ConfigError with all files that cannot be read or are not text
 * @throws NlapplyError ERR_NO_CONFIG if there is nothing to read
 */
export async function readSources(
  args: readonly string[],
  options: ReadSourcesOptions = {},
): Promise<ConfigSource[]> {
  const complaints: Diagnostic[] = [];
  const files = args.length === 0 ? systemFiles(options, complaints) : [];
  for (const arg of args) files.push(...filesOf(arg, complaints));
  const sources: ConfigSource[] = [];
  for (const file of files) {
    const source = file === '-' ? await readStdin(options) : readFile(file);
    if ('text' in source) sources.push(source);
    else complaints.push(source);
  }
  if (complaints.length > 0) throw new ConfigError(complaints);
  return sources;
}

function readFile(file: string): ConfigSource | Diagnostic {
  const bytes = readBytes(file);
  const text = Buffer.isBuffer(bytes) ? decode(file, bytes) : bytes;
  if (typeof text !== 'string') return text;
  const openMode = openModeOf(file);
  return { file, text, ...(openMode !== undefined && { openMode }) };
}

const FOR_OTHERS = 0o066;

function openModeOf(file: string): number | undefined {
  try {
    const mode = modeOf(file);
    return isFile(mode) && (mode & FOR_OTHERS) !== 0 ? mode & 0o7777 : undefined;
  } catch {
    // It has been read, but is gone by now.
    return undefined;
  }
}

async function readStdin({ stdin }: ReadSourcesOptions): Promise<ConfigSource | Diagnostic> {
  const file = '<stdin>';
  const given = stdin === undefined ? readBytes('/dev/stdin') : Buffer.from(await stdin());
  const text = Buffer.isBuffer(given) ? decode(file, given) : given;
  return typeof text === 'string' ? { file, text } : text;
}

function filesOf(arg: string, complaints: Diagnostic[]): string[] {
  if (arg === '-') return [arg];
  try {
    if (!isDirectory(modeOf(arg))) return [arg];
  } catch (cause) {
    complaints.push(complaint('unreadable', `cannot read ${arg}: ${reason(cause)}`));
    return [];
  }
  const names = yamlNames(arg, complaints);
  if (names.length === 0) complaints.push(complaint('no-files', `the directory ${arg} holds no *.yaml file`));
  return names.map((name) => join(arg, name));
}

function systemFiles(
  { rootDir: root = '/', netplanOnly = false }: ReadSourcesOptions,
  complaints: Diagnostic[],
): string[] {
  const own = join(root, OWN_DIRECTORY);
  const names = netplanOnly ? [] : yamlNames(own, complaints);
  if (names.length > 0) return names.map((name) => join(own, name));
  const byName = new Map<string, string>();
  for (const directory of NETPLAN_DIRECTORIES) {
    for (const name of yamlNames(join(root, directory), complaints))
      byName.set(name, join(root, directory, name));
  }
  if (byName.size === 0 && complaints.length === 0) {
    const places = [...(netplanOnly ? [] : [OWN_DIRECTORY]), 'run/netplan', 'etc/netplan', 'lib/netplan'].map(
      (place) => join(root, place),
    );
    throw new NlapplyError(
      'ERR_NO_CONFIG',
      EXIT.configuration,
      `no configuration found: no *.yaml in ${places.join(', ')}`,
      {
        hint: netplanOnly
          ? 'look for the files of another system with --root-dir'
          : 'name a file or a directory, or - for standard input',
      },
    );
  }
  return [...byName.keys()].sort(byBytes).flatMap((name) => byName.get(name) ?? []);
}

/** The names of a directory's *.yaml files in byte order, without hidden ones; a missing directory has none. */
function yamlNames(directory: string, complaints: Diagnostic[]): string[] {
  try {
    const files = readEntries(directory).filter(
      (entry) => !entry.isDirectory && /^[^.].*\.yaml$/s.test(entry.name),
    );
    return files.map(({ name }) => name).sort(byBytes);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) {
      complaints.push(complaint('unreadable', `cannot read ${directory}: ${reason(cause)}`));
    }
    return [];
  }
}

/** Compares like strcmp(3), as netplan does: by bytes, regardless of the locale. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
