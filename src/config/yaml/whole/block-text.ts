import type { ScalarNode } from '../../node.ts';
import { NEWLINE, RETURN, SPACE } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Fault } from './fault.ts';

const HEADER = /([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?(?:[ \t]+(?:#[^\n]*)?)?(?:\r?\n|$)/y;

/** A line: the number of blanks at its beginning, and the rest. */
interface Line {
  readonly blanks: number;
  readonly content: string;
}

/**
 * Reads a text of several lines, literal (`|`) or folded (`>`).
 * @param indent the indentation of the key or dash to which it belongs
 */
export function blockTextAt(cursor: Cursor, indent: number): ScalarNode {
  const { source, text, at: start } = cursor;
  HEADER.lastIndex = start;
  const [header, mode, chomping, depth, otherDepth, otherChomping] =
    HEADER.exec(text) ?? cursor.fail('nothing else can stand behind | or > on its line');
  const said = depth ?? otherDepth;
  const chomp = chomping ?? otherChomping;
  const begin = start + (header?.length ?? 0);
  const least = said === undefined ? depthOf(text, begin) : Math.max(indent, 0) + Number(said);
  if (least <= indent)
    throw new Fault(start, 'the lines of this text are missing, or not deeper than its key');
  const { lines, kept, end } = linesAt(text, begin, least, chomp === '+');
  cursor.startLine(end);
  cursor.shared.count();
  const value = mode === '|' ? literal(lines, least) : foldedLines(lines, least);
  const ending = chomp === '-' ? '' : '\n'.repeat(chomp === '+' ? 1 + kept : 1);
  return cursor.ended({ kind: 'scalar', source, start, end, text: value + ending });
}

/** The indentation of the first line with content. */
function depthOf(text: string, begin: number): number {
  let deepest = 0;
  for (let start = begin; ; ) {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return -1;
    if (code !== NEWLINE && code !== RETURN) {
      if (deepest > at - start) throw new Fault(at, 'an empty line before this one is deeper');
      return at - start;
    }
    deepest = Math.max(deepest, at - start);
    start = text.indexOf('\n', at) + 1;
  }
}

interface Lines {
  readonly lines: readonly Line[];
  /** The number of empty lines after these. */
  readonly kept: number;
  /** Offset after the text. */
  readonly end: number;
}

function linesAt(text: string, begin: number, least: number, keep: boolean): Lines {
  const lines: Line[] = [];
  let [end, full, behind, deepest] = [begin, 0, begin, least];
  for (let start = begin; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const last =
      newline > start && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline < 0 ? next : newline;
    let at = start;
    while (text.charCodeAt(at) === SPACE && at < last) at += 1;
    const blanks = at - start;
    if (at < last && blanks < least) {
      if (text.charCodeAt(at) === 9)
        throw new Fault(at, 'indent with spaces, YAML does not allow tabs there');
      break;
    }
    lines.push({ blanks, content: text.slice(at, last) });
    if (at < last && full === 0 && !keep) deepest = Math.max(deepest, blanks);
    if (at < last || blanks > deepest) {
      full = lines.length;
      end = next;
    }
    start = next;
    behind = next;
  }
  if (full === 0) throw new Fault(begin, 'the lines of this text are missing');
  const isCut = !text.endsWith('\n') && behind === text.length && full < lines.length;
  if (keep && isCut) throw new Fault(begin, 'a line break is missing at the end of the file');
  return { lines: lines.slice(0, full), kept: lines.length - full, end: keep ? behind : end };
}

const literal = (lines: readonly Line[], least: number): string =>
  lines.map(({ blanks, content }) => ' '.repeat(Math.max(0, blanks - least)) + content).join('\n');

/** Line breaks become blanks, except next to empty lines and lines that are indented deeper. */
function foldedLines(lines: readonly Line[], least: number): string {
  let [value, separator, wasDeeper, begun] = ['', '', false, false];
  for (const { blanks, content } of lines) {
    if (!begun && content === '') {
      value += `${' '.repeat(Math.max(0, blanks - least))}\n`;
      continue;
    }
    begun = true;
    if (blanks > least || content.startsWith('\t')) {
      if (separator === ' ') separator = '\n';
      else if (!wasDeeper && separator === '\n') separator = '\n\n';
      value += separator + ' '.repeat(blanks - least) + content;
      separator = '\n';
      wasDeeper = true;
    } else if (content === '') {
      if (separator === '\n') value += '\n';
      else separator = '\n';
    } else {
      value += separator + content;
      separator = ' ';
      wasDeeper = false;
    }
  }
  return value;
}
