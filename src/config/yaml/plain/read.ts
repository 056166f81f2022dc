import type { Node } from '../../node.ts';
import type { SourceText } from '../../source-text.ts';
import { blockAt } from './block.ts';
import { Lines } from './lines.ts';
import { Unusual } from './unusual.ts';

/** Tabs, lone carriage returns, control characters, line separators, byte order marks: the package knows how. */
const FOREIGN = /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
const MARKER = /^(?:---|\.\.\.|%)/m;
/** The mark before a document, after comments at most. */
const BEGINNING = /^(?:(?:#.*)?\r?\n)*--- *\r?\n/;

/**
 * Reads the part of YAML that configurations are mostly written in: block mappings and sequences, brackets,
 * plain and quoted values on one line, comments. Ten times as fast as the yaml package, and its result is the same
 * to the offset (test/config/yaml/plain.test.ts); for anything else, wrong texts included, it returns `unusual`.
 */
export function readPlain(source: SourceText): { readonly root: Node | undefined } | 'unusual' {
  const start = BEGINNING.exec(source.text)?.[0].length ?? 0;
  if (FOREIGN.test(source.text) || MARKER.test(start === 0 ? source.text : source.text.slice(start)))
    return 'unusual';
  const lines = new Lines(source, start);
  try {
    lines.next();
    // What a mark and nothing behind it means, the package knows.
    if (lines.done && start > 0) return 'unusual';
    const root = lines.done ? undefined : blockAt(lines);
    return lines.done ? { root } : 'unusual';
  } catch (cause) {
    if (cause instanceof Unusual) return 'unusual';
    throw cause;
  }
}
