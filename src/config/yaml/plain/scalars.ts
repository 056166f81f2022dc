import type { Node, NullNode, ScalarNode } from '../../node.ts';
import type { SourceText } from '../../source-text.ts';
import { type Lines, Unusual } from './lines.ts';

/** A plain key: words, names, addresses; it ends at the first colon that a blank or the line's end follows. */
const KEY = /([A-Za-z0-9_./][A-Za-z0-9_./:@%+-]*?):(?= |$)/my;
const QUOTED_KEY = /("[^"\\\n]*"|'(?:[^'\n]|'')*'):(?= |$)/my;
const QUOTED = /"[^"\\\n]*"|'(?:[^'\n]|'')*'/y;
/** How a plain value may begin; what else YAML allows is left to the package. */
const PLAIN_START = /[A-Za-z0-9_./~+(=<\u00a0-\ud7ff]|-[A-Za-z0-9.]|:[0-9A-Fa-f:]/y;
/** A plain value inside of brackets; a colon in it needs a letter or a digit behind it or another colon. */
const FLOW_PLAIN = /(?:[A-Za-z0-9_./~+]|:(?=[0-9A-Fa-f:]))(?:[A-Za-z0-9_./~+@%*=()-]|:(?=[0-9A-Za-z:/]))*/y;

/** YAML refuses keys that stretch over more than 1024 characters. */
const LONGEST_KEY = 256;

/** The key at an offset, or undefined. `next` is the offset behind its colon. */
export function keyAt(
  lines: Lines,
  offset: number,
): { readonly key: ScalarNode; readonly next: number } | undefined {
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

/** A scalar that fills the rest of the line, as a block's value or entry. */
export function scalarAt(lines: Lines, offset: number): Node {
  if (isQuote(lines.text, offset)) {
    const node = quotedAt(lines, offset);
    if (!lines.endsAt(node.end)) throw new Unusual();
    return node;
  }
  if (match(PLAIN_START, lines.text, offset) === undefined) throw new Unusual();
  const line = lines.text.slice(offset, lines.end);
  const comment = line.indexOf(' #');
  const text = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  if (text.includes(': ') || text.endsWith(':')) throw new Unusual();
  return plainNode(lines.source, offset, offset + text.length, text);
}

/** A scalar inside of brackets. */
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
  if (/^(~|null|Null|NULL)$/.test(text)) return { kind: 'null', source, start, end };
  return scalarNode(source, start, end, text);
}

function scalarNode(source: SourceText, start: number, end: number, text: string): ScalarNode {
  return { kind: 'scalar', source, start, end, text };
}

function match(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
