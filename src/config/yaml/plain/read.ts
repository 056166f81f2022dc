import type { Node } from '../../node.ts';
import type { SourceText } from '../../source-text.ts';
import { blockAt } from './block.ts';
import { Lines } from './lines.ts';
import { Unusual } from './unusual.ts';

/**
 * Tabs, lone carriage returns, control characters, line separators and byte order marks are left to the other readers.
 */
const FOREIGN = /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
const MARKER = /^(?:---|\.\.\.|%)/m;
/** The marker at the beginning of a document, after comments at most. */
const BEGINNING = /^(?:(?:#.*)?\r?\n)*--- *\r?\n/;

/**
 * Reads the part of YAML in which most configurations are written: block mappings and sequences, brackets, plain and
 * quoted values on one line, comments. It is ten times as fast as the yaml package, with the same result down to the
 * offsets (test/config/yaml/plain.test.ts). For everything else, including errors, it returns `unusual`.
 */
export function readPlain(source: SourceText): { readonly root: Node | undefined } | 'unusual' {
  const start = BEGINNING.exec(source.text)?.[0].length ?? 0;
  if (FOREIGN.test(source.text) || MARKER.test(start === 0 ? source.text : source.text.slice(start)))
    return 'unusual';
  const lines = new Lines(source, start);
  try {
    lines.next();
    // The meaning of a marker with nothing after it is left to the other readers.
    if (lines.done && start > 0) return 'unusual';
    const root = lines.done ? undefined : blockAt(lines);
    return lines.done ? { root } : 'unusual';
  } catch (cause) {
    if (cause instanceof Unusual) return 'unusual';
    throw cause;
  }
}
