import { join } from 'node:path';
import { readNames, readText } from '../inputs/files.ts';
import { didYouMean } from './nearest.ts';
import type { SourceText } from './source-text.ts';

/** Where iproute2 looks for its files: those of a directory hide those with the same name in the later ones. */
const DIRECTORIES = ['/etc/iproute2', '/usr/share/iproute2', '/usr/lib/iproute2'] as const;

const FILE = 'rt_tables';
const MORE = 'rt_tables.d';

/** The names that iproute2 knows without files. */
const BUILT_IN: readonly (readonly [name: string, table: number])[] = [
  ['main', 254],
  ['local', 255],
  ['default', 253],
];

const LEAST = 1;
const MOST = 0xffffffff;

export interface TableFault {
  readonly code: 'out-of-range' | 'unknown-table';
  readonly message: string;
  readonly hint?: () => string;
}

/**
 * The number of a routing table that is given by its number or its name.
 * @param source the file of the configuration that says it
 */
export function parseTable(text: string, source: SourceText): number | TableFault {
  if (/^-?[0-9]+$/.test(text)) {
    const number = Number(text);
    if (number >= LEAST && number <= MOST) return number;
    const limit = number < LEAST ? `at least ${LEAST}` : `at most ${MOST}`;
    return { code: 'out-of-range', message: `must be ${limit}, not ${JSON.stringify(text)}` };
  }
  const names = namesFor(source);
  return (
    names.get(text) ?? {
      code: 'unknown-table',
      message: `must be a number or the name of a table: there is no ${JSON.stringify(text)} in ${PLACES}`,
      hint: () => didYouMean(text, names.keys()) ?? 'its number works as well',
    }
  );
}

const PLACES = `${FILE} and ${MORE}/*.conf below ${DIRECTORIES.join(', ')}`;

/** Read once for each file of the configuration that has names: thousands of its routes may have them. */
const known = new WeakMap<SourceText, ReadonlyMap<string, number>>();

function namesFor(source: SourceText): ReadonlyMap<string, number> {
  const found = known.get(source) ?? readTables();
  known.set(source, found);
  return found;
}

function readTables(): ReadonlyMap<string, number> {
  const names = new Map(BUILT_IN);
  for (const line of paths().flatMap((path) => textOf(path).split('\n'))) {
    const [, number, name] = /^\s*(0x[0-9a-f]+|[0-9]+)\s+([^\s#]\S*)/i.exec(line) ?? [];
    if (name === undefined || names.has(name)) continue;
    const table = Number(number);
    if (table >= LEAST && table <= MOST) names.set(name, table);
  }
  return names;
}

/** The files that count (rtnl_tabhash_readdir of iproute2). */
function paths(): readonly string[] {
  const byName = new Map<string, string>();
  for (const directory of DIRECTORIES) {
    const more = namesIn(join(directory, MORE)).map((name) => join(MORE, name));
    for (const name of [...namesIn(directory).filter((one) => one === FILE), ...more])
      if (!byName.has(name)) byName.set(name, join(directory, name));
  }
  return [...byName.values()];
}

/** The names of a directory's files that iproute2 reads; none if there is no such directory. */
function namesIn(directory: string): readonly string[] {
  try {
    return readNames(directory)
      .filter((name) => name === FILE || /^[^.].*\.conf$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readText(path);
  } catch {
    return '';
  }
}
