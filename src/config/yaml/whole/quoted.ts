import type { ScalarNode } from '../../node.ts';
import { isBlank, NEWLINE, RETURN } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Fault } from './fault.ts';
import { folded } from './folded.ts';

const QUOTE = 34;

export const isQuote = (code: number): boolean => code === QUOTE || code === 39;

/**
 * Reads a text in quotes.
 * @param indent the least indentation of further lines
 */
export function quotedAt(cursor: Cursor, indent: number): ScalarNode {
  const { source, text, at: start } = cursor;
  const isDouble = cursor.code === QUOTE;
  const last = isDouble ? endOfDouble(text, start + 1) : endOfSingle(text, start + 1);
  if (last < 0) cursor.fail(`this ${text.charAt(start)} is never closed`);
  const written = text.slice(start + 1, last);
  if (written.includes('\n')) goOverLines(cursor, last, indent);
  cursor.at = last + 1;
  const value = isDouble ? unescaped(written, start + 1) : singleValue(written);
  cursor.shared.count();
  return cursor.ended({ kind: 'scalar', source, start, end: last + 1, text: value });
}

function singleValue(written: string): string {
  const line = written.includes('\n') ? folded(written) : written;
  return line.includes("'") ? line.replaceAll("''", "'") : line;
}

function endOfSingle(text: string, from: number): number {
  let end = text.indexOf("'", from);
  while (end >= 0 && text.startsWith("'", end + 1)) end = text.indexOf("'", end + 2);
  return end;
}

const DOUBLE_STOP = /["\\]/g;

function endOfDouble(text: string, from: number): number {
  let at = from;
  for (;;) {
    DOUBLE_STOP.lastIndex = at;
    const stop = DOUBLE_STOP.exec(text);
    if (stop === null) return -1;
    if (stop[0] === '"') return stop.index;
    at = stop.index + 2;
  }
}

function goOverLines(cursor: Cursor, last: number, indent: number): void {
  const { text } = cursor;
  for (let at = text.indexOf('\n', cursor.at); at >= 0 && at < last; at = text.indexOf('\n', at + 1)) {
    cursor.startLine(at + 1);
    let content = at + 1;
    while (text.charCodeAt(content) === 32) content += 1;
    const code = text.charCodeAt(content);
    const isOver = code === NEWLINE || code === RETURN;
    if (!isOver && content - cursor.lineStart < indent)
      throw new Fault(
        content,
        'this line of a text in quotes must be deeper than the key that it belongs to',
      );
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', N: '\x85' },
  ...{ _: '\xa0', L: '\u2028', P: '\u2029', ' ': ' ', '"': '"', '/': '/', '\\': '\\', '\t': '\t' },
};
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HIGHEST = 0x10ffff;

/**
 * The text that is written in double quotes.
 * @param offset that of its first character in the file
 */
function unescaped(written: string, offset: number): string {
  if (!written.includes('\\')) return written.includes('\n') ? folded(written) : written;
  const parts: string[] = [];
  let from = 0;
  const takeTo = (end: number): void => {
    const part = written.slice(from, end);
    parts.push(part.includes('\n') ? folded(part) : part);
  };
  for (let at = written.indexOf('\\'); at >= 0; at = written.indexOf('\\', from)) {
    takeTo(at);
    const [value, behind] = escapeAt(written, at, offset);
    parts.push(value);
    from = behind;
  }
  takeTo(written.length);
  return parts.join('');
}

/** The text for the escape at an offset, and the offset after it. */
function escapeAt(written: string, at: number, offset: number): readonly [string, number] {
  const letter = written.charAt(at + 1);
  const known = ESCAPES[letter];
  if (known !== undefined) return [known, at + 2];
  const digits = DIGITS[letter];
  if (digits !== undefined) {
    const hex = written.slice(at + 2, at + 2 + digits);
    const number =
      /^[0-9A-Fa-f]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : HIGHEST + 1;
    if (number <= HIGHEST) return [String.fromCodePoint(number), at + 2 + digits];
  }
  const line = letter === '\r' ? at + 2 : at + 1;
  if (written.charCodeAt(line) !== NEWLINE)
    throw new Fault(
      offset + at,
      'a backslash in double quotes needs another one before it, unless it begins an escape',
    );
  let behind = line + 1;
  while (isBlank(written.charCodeAt(behind))) behind += 1;
  const next = written.charCodeAt(behind);
  if (next === NEWLINE || next === RETURN)
    throw new Fault(offset + at, 'an empty line cannot follow a backslash at the end of a line');
  return ['', behind];
}
