import type { Node, SeqNode } from './node.ts';
import type { SourceText } from './source-text.ts';

/** An entry of a list taken apart: its keys, and the text before, between and behind their values. */
export interface RowShape {
  readonly keys: readonly string[];
  /** One more than there are keys; the last one ends with the entry's line. */
  readonly pieces: readonly string[];
  /** The character behind each value, which none has in it. */
  readonly enders: readonly string[];
  /** Finds an entry of this shape where it is told to look. */
  readonly pattern: RegExp;
}

/**
 * A long list whose entries are mostly mappings of single words, alike but for these. No nodes are kept of those: whoever asks for
 * one has it read again.
 */
export interface Rows {
  readonly source: SourceText;
  /** Where the first line of each entry begins. */
  readonly starts: Uint32Array;
  readonly shapes: readonly RowShape[];
  /** Which of the shapes each entry has; NO_SHAPE for none. */
  readonly shapeOf: Uint8Array;
  readonly nodeOf: (entry: number) => Node;
}

export const NO_SHAPE = 255;

const ROWS = new WeakMap<Node, Rows>();

/** The list as rows; undefined where it has been read as nodes. */
export const rowsOf = (list: Node | undefined): Rows | undefined => list && ROWS.get(list);

/** A list like any other for those who know nothing of rows. */
export function seqOfRows(rows: Rows, start: number, end: number): SeqNode {
  let nodes: readonly Node[] | undefined;
  const list: SeqNode = {
    ...{ kind: 'seq', source: rows.source, start, end },
    get items() {
      nodes ??= Array.from(rows.starts, (_, entry) => rows.nodeOf(entry));
      return nodes;
    },
  };
  ROWS.set(list, rows);
  return list;
}

const SPACE = 32;

/** Where an entry's node begins: behind its dash. */
export function entryStart({ source: { text }, starts }: Rows, entry: number): number {
  return skipSpaces(text, skipSpaces(text, starts[entry] ?? 0) + 1);
}

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/**
 * What the value of a row is: letters, digits and a few marks, in brackets or not, with quotes or without; it may be `null`. In
 * brackets a colon needs something behind it.
 */
const WORD = '[0-9A-Za-z](?:[0-9A-Za-z._/-]|:(?=[0-9A-Za-z]))*';
const ONE_WORD = new RegExp(WORD, 'y');

/** The offset behind the entry whose first line begins at an offset, if it is of a shape; else -1. */
export function rowEnd(text: string, start: number, { pattern }: RowShape): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where each value of such an entry begins and ends, one after the other. */
export function findValues(
  text: string,
  start: number,
  { keys, pieces, enders }: RowShape,
  spans: Uint32Array,
): void {
  let at = start;
  for (let nth = 0; nth < keys.length; nth += 1) {
    at += pieces[nth]?.length ?? 0;
    spans[2 * nth] = at;
    at = text.indexOf(enders[nth] ?? '', at);
    spans[2 * nth + 1] = at;
  }
}

/**
 * The shape of an entry that has been read, if it is a mapping of such words and ends with its line. What has an anchor is none:
 * each of these is another; nor is what an alias stands for, which is where it was read first.
 */
export function shapeOf(node: Node, start: number): RowShape | undefined {
  if (node.kind !== 'map' || node.entries.length === 0 || node.entries.length > MOST_KEYS) return undefined;
  const { text } = node.source;
  const pieces: string[] = [];
  let at = start;
  for (const { value } of node.entries) {
    if (value.kind !== 'scalar') return undefined;
    const from = value.start + (text.startsWith(value.text, value.start) ? 0 : 1);
    if (from < at) return undefined;
    ONE_WORD.lastIndex = from;
    if (!ONE_WORD.test(text) || text.slice(from, ONE_WORD.lastIndex) !== value.text) return undefined;
    pieces.push(text.slice(at, from));
    at = ONE_WORD.lastIndex;
  }
  const lineEnd = text.indexOf('\n', at);
  if (lineEnd < 0) return undefined;
  pieces.push(text.slice(at, lineEnd + 1));
  if (pieces.some((piece) => piece.includes('&'))) return undefined;
  return {
    ...{ keys: node.entries.map(({ key }) => key.text), pieces },
    enders: pieces.slice(1).map((piece) => piece.charAt(0)),
    pattern: new RegExp(pieces.map(literally).join(WORD), 'y'),
  };
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Entries with more keys are no rows. */
export const MOST_KEYS = 16;
