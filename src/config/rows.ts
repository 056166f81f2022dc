import type { Node, SeqNode } from './node.ts';
import type { SourceText } from './source-text.ts';

/** The form of a list entry: its keys, and the text before, between and after their values. */
export interface RowShape {
  readonly keys: readonly string[];
  /** One more than there are keys; the last one includes the end of the line. */
  readonly pieces: readonly string[];
  /** The character after each value; the value itself does not contain it. */
  readonly enders: readonly string[];
  /** Matches an entry of this form at its lastIndex. */
  readonly pattern: RegExp;
}

/**
 * A long list whose entries are mostly mappings of single words and differ only in these. No nodes are kept for such
 * entries: they are read again on access.
 */
export interface Rows {
  readonly source: SourceText;
  /** The offset of the first line of each entry. */
  readonly starts: Uint32Array;
  readonly shapes: readonly RowShape[];
  /** The index of the shape of each entry; NO_SHAPE if it has none. */
  readonly shapeOf: Uint8Array;
  readonly nodeOf: (entry: number) => Node;
}

export const NO_SHAPE = 255;

const ROWS = new WeakMap<Node, Rows>();

/** The rows of a list; undefined if it was read as nodes. */
export const rowsOf = (list: Node | undefined): Rows | undefined => list && ROWS.get(list);

/** Makes a list that can be used like any other. */
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

/** The offset of an entry's node, which begins after the dash. */
export function entryStart({ source: { text }, starts }: Rows, entry: number): number {
  return skipSpaces(text, skipSpaces(text, starts[entry] ?? 0) + 1);
}

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/**
 * The values that rows can have, `null` included: letters, digits and some other characters, inside or outside of
 * brackets, with or without quotes. In brackets a colon needs a character after it.
 */
const WORD = '[0-9A-Za-z](?:[0-9A-Za-z._/-]|:(?=[0-9A-Za-z]))*';
const ONE_WORD = new RegExp(WORD, 'y');

/** The offset after the entry whose first line begins at `start`, if it has this shape; otherwise -1. */
export function rowEnd(text: string, start: number, { pattern }: RowShape): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Finds the begin and end of each value of such an entry. */
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
 * The shape of a node, if it is a mapping of such words that ends with its line. Not if it has an anchor, since each of
 * these is different, or if it comes from an alias, since that node is elsewhere.
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

/** Entries with more keys are not treated as rows. */
export const MOST_KEYS = 16;
