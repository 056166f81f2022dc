import type { Node, SeqNode } from '../../node.ts';
import { NO_SHAPE, type RowShape, type Rows, rowEnd, seqOfRows, shapeOf } from '../../rows.ts';
import type { SourceText } from '../../source-text.ts';
import { growingWords } from './growing-words.ts';
import { Lines } from './lines.ts';

/** Reads the entry that begins on the current line. */
type ReadEntry = (lines: Lines) => Node;

/** The largest number of shapes in a list; entries with others are read as nodes. */
const MOST_SHAPES = 8;

/** The first entries of a list, which have been read as nodes. */
export interface Begun {
  /** Where the list begins, and the indentation of its entries. */
  readonly start: number;
  readonly indent: number;
  readonly items: readonly Node[];
  /** The offset of the line of each. */
  readonly starts: readonly number[];
}

/**
 * Reads the rest of a list, from the current line on. Entries with the shape of an earlier one become rows, all others
 * are read as nodes.
 */
export function rowsAt(lines: Lines, begun: Begun, readEntry: ReadEntry): SeqNode {
  const { source, text } = lines;
  const { indent } = begun;
  const starts = growingWords();
  const kinds = growingWords();
  const shapes: RowShape[] = [];
  const nodes = new Map<number, Node>();
  const take = (node: Node, start: number): void => {
    const kind = kindOf(shapeOf(node, start), shapes);
    if (kind === NO_SHAPE) nodes.set(starts.length, node);
    starts.push(start);
    kinds.push(kind);
  };
  begun.items.forEach((node, nth) => {
    take(node, begun.starts[nth] ?? 0);
  });
  const dash = `${' '.repeat(indent)}- `;
  let last = 0;
  let behind = lines.behind;
  const takeRows = (): void => {
    let at = lines.start;
    while (text.startsWith(dash, at)) {
      let end = endOfRow(text, at, shapes[last]);
      for (let other = 0; end < 0 && other < shapes.length; other += 1) {
        end = endOfRow(text, at, shapes[other]);
        if (end >= 0) last = other;
      }
      if (end < 0 || !(text.startsWith(dash, end) || isOver(text, end, indent))) break;
      starts.push(at);
      kinds.push(last);
      at = end;
    }
    if (at > lines.start) lines.goTo(at);
  };
  const isEntry = (): boolean => !lines.done && lines.indent === indent && lines.isEntry();
  while (isEntry()) {
    takeRows();
    if (!isEntry()) break;
    const { start } = lines;
    take(readEntry(lines), start);
    behind = lines.behind;
  }
  const all = starts.all();
  const nodeOf = (entry: number): Node => nodes.get(entry) ?? readEntry(linesFrom(source, all[entry] ?? 0));
  const rows: Rows = { source, starts: all, shapes, shapeOf: Uint8Array.from(kinds.all()), nodeOf };
  const final = all.length - 1;
  // The node of an alias ends elsewhere.
  return seqOfRows(rows, begun.start, nodes.has(final) ? behind : nodeOf(final).end);
}

const endOfRow = (text: string, at: number, shape: RowShape | undefined): number =>
  shape === undefined ? -1 : rowEnd(text, at, shape);

/** The index of a shape; it is added if it is new. */
function kindOf(shape: RowShape | undefined, shapes: RowShape[]): number {
  if (shape === undefined) return NO_SHAPE;
  const known = shapes.findIndex(({ pieces }) => pieces.join('\0') === shape.pieces.join('\0'));
  if (known >= 0 || shapes.length === MOST_SHAPES) return known < 0 ? NO_SHAPE : known;
  return shapes.push(shape) - 1;
}

const CONTENT = /^ *[^ #\r\n]/;

/**
 * Whether the list, and so its last entry, has ended at an offset; false if that is a blank line or comment, which does
 * not tell.
 */
const isOver = (text: string, start: number, indent: number): boolean =>
  start === text.length || CONTENT.test(text.slice(start, start + indent + 1));

function linesFrom(source: SourceText, start: number): Lines {
  const lines = new Lines(source, start);
  lines.next();
  return lines;
}
