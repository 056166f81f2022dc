import type { Node, NullNode, ScalarNode } from '../../node.ts';
import type { SourceText } from '../../source-text.ts';
import { withoutBlanks } from '../without-blanks.ts';
import type { Lines } from './lines.ts';
import { Unusual } from './unusual.ts';

/** A plain key: words, names, addresses. It ends at the first colon before a blank or the end of the line. */
const KEY = /([A-Za-z0-9_./][A-Za-z0-9_./:@%+-]*?):(?= |$)/my;
const QUOTED_KEY = /("[^"\\\n]*"|'(?:[^'\n]|'')*'):(?= |$)/my;
const QUOTED = /"[^"\\\n]*"|'(?:[^'\n]|'')*'/y;
/** How plain values may begin; others that YAML allows are left to the other readers. */
const PLAIN_START = /[A-Za-z0-9_./~+(=<\u00a0-\ud7ff]|-[A-Za-z0-9.]|:[0-9A-Fa-f:]/y;
/** A plain value inside of brackets; a colon in it must be followed by a letter, a digit or another colon. */
const FLOW_PLAIN = /(?:[A-Za-z0-9_./~+]|:(?=[0-9A-Fa-f:]))(?:[A-Za-z0-9_./~+@%*=()-]|:(?=[0-9A-Za-z:/]))*/y;

/** YAML refuses keys longer than 1024 characters. */
const LONGEST_KEY = 256;

/** A key that was found. */
export interface Found {
  readonly key: ScalarNode;
  /** The offset after its colon. */
  readonly next: number;
}

/**
 * Keys that have been read: ten thousand routes have the same few keys. As shared strings they are also found faster in
 * maps.
 */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 512;
const COLON = 58;
const SPACE = 32;

/** The key at an offset; undefined if there is none. */
export function keyAt(lines: Lines, offset: number): Found | undefined {
  const { text } = lines;
  const colon = lines.colonFrom(offset);
  if (colon >= lines.end) return undefined;
  // If the text before the first colon has been a key before, it is one again.
  const behind = colon + 1;
  if (behind === lines.end || text.charCodeAt(behind) === SPACE) {
    const known = colon - offset > LONGEST_KNOWN ? undefined : KNOWN.get(text.slice(offset, colon));
    if (known !== undefined) return { key: scalarNode(lines.source, offset, colon, known), next: behind };
  }
  const found = anyKeyAt(lines, offset);
  if (found === undefined) return undefined;
  const { key } = found;
  if (KNOWN.size < MOST_KNOWN && key.end - key.start === key.text.length && key.text.length <= LONGEST_KNOWN)
    KNOWN.set(key.text, key.text);
  return found;
}

/** Longer keys are not remembered: they are mostly names. */
const LONGEST_KNOWN = 40;

function anyKeyAt(lines: Lines, offset: number): Found | undefined {
  const quoted = isQuote(lines.text, offset);
  const matched = match(quoted ? QUOTED_KEY : KEY, lines.text, offset);
  if (matched === undefined) return undefined;
  const end = offset + matched.length - 1;
  const written = lines.text.slice(offset, end);
  if (written.length > LONGEST_KEY || /^(null|Null|NULL)$/.test(written)) throw new Unusual();
  const text = quoted ? unquoted(written) : written;
  if (text === '__proto__' || text === '<<') throw new Unusual();
  return { key: scalarNode(lines.source, offset, end, text), next: end + 1 };
}

/** Reads a scalar that fills the rest of the line: a value or entry of a block. */
export function scalarAt(lines: Lines, offset: number): Node {
  if (isQuote(lines.text, offset)) {
    const node = quotedAt(lines, offset);
    if (!lines.endsAt(node.end)) throw new Unusual();
    return node;
  }
  if (!isLetterOrDigit(lines.text.charCodeAt(offset)) && match(PLAIN_START, lines.text, offset) === undefined)
    throw new Unusual();
  const line = lines.text.slice(offset, lines.end);
  const comment = line.indexOf(' #');
  const text = withoutBlanks(comment < 0 ? line : line.slice(0, comment));
  if (text.charCodeAt(text.length - 1) === COLON || text.includes(': ')) throw new Unusual();
  return plainNode(lines.source, offset, offset + text.length, text);
}

/** Reads a scalar inside of brackets. */
export function flowScalarAt(lines: Lines, offset: number): Node {
  if (isQuote(lines.text, offset)) return quotedAt(lines, offset);
  const text = match(FLOW_PLAIN, lines.text, offset);
  if (text === undefined) throw new Unusual();
  return plainNode(lines.source, offset, offset + text.length, text);
}

export function nullAt(source: SourceText, offset: number): NullNode {
  return { kind: 'null', source, start: offset, end: offset };
}

function quotedAt(lines: Lines, offset: number): ScalarNode {
  const written = match(QUOTED, lines.text, offset);
  if (written === undefined) throw new Unusual();
  return scalarNode(lines.source, offset, offset + written.length, unquoted(written));
}

function isQuote(text: string, offset: number): boolean {
  const character = text[offset];
  return character === '"' || character === "'";
}

function unquoted(written: string): string {
  const inner = written.slice(1, -1);
  return written.startsWith("'") ? inner.replaceAll("''", "'") : inner;
}

function plainNode(source: SourceText, start: number, end: number, text: string): Node {
  if (text.length <= 4 && /^(~|null|Null|NULL)$/.test(text)) return { kind: 'null', source, start, end };
  return scalarNode(source, start, end, text);
}

function scalarNode(source: SourceText, start: number, end: number, text: string): ScalarNode {
  return { kind: 'scalar', source, start, end, text };
}

/** For ASCII only. */
const isLetterOrDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

function match(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
