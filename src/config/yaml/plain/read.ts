import type { Node } from '../../node.ts';
import type { SourceText } from '../../source-text.ts';
import { blockAt } from './block.ts';
import { Lines, Unusual } from './lines.ts';

/** Tabs, lone carriage returns, control characters, line separators, byte order marks: the package knows how. */
const FOREIGN = /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
const MARKER = /^(?:---|\.\.\.|%)/m;

/**
 * Reads the part of YAML that configurations are mostly written in: block mappings and sequences, brackets on one line,
 * plain and quoted values on one line, comments. Ten times as fast as the yaml package, and its result is the same
 * to the offset (test/config/yaml/plain.test.ts); for anything else, wrong texts included, it returns `unusual`.
 */
export function readPlain(source: SourceText): { readonly root: Node | undefined } | 'unusual' {
  if (FOREIGN.test(source.text) || MARKER.test(source.text)) return 'unusual';
  const lines = new Lines(source);
  try {
    lines.next();
    const root = lines.done ? undefined : blockAt(lines);
    return lines.done ? { root } : 'unusual';
  } catch (cause) {
    if (cause instanceof Unusual) return 'unusual';
    throw cause;
  }
}
