import type { Entry, MapNode, Node, SeqNode } from '../../node.ts';
import { flowAt, refuseTwins } from './flow.ts';
import type { Lines } from './lines.ts';
import { rowsAt } from './rows.ts';
import { type Found, keyAt, nullAt, scalarAt } from './scalars.ts';
import { trimmed } from './trimmed.ts';
import { Unusual } from './unusual.ts';

const DEEPEST = 50;

/**
 * Reads the mapping or sequence that begins on the current line; afterwards the current line is the first one after it.
 */
export function blockAt(lines: Lines, depth = 0): Node {
  if (depth > DEEPEST) throw new Unusual();
  return lines.isEntry() ? seqAt(lines, depth) : mapAt(lines, depth);
}

/** @param first its first key, if that has been read already */
function mapAt(lines: Lines, depth: number, first?: Found): MapNode {
  const { indent, content: start } = lines;
  const entries: Entry[] = [];
  let end = start;
  let known = first;
  do {
    const found = known ?? keyAt(lines, lines.content);
    known = undefined;
    if (found === undefined) throw new Unusual();
    const value = valueAt(lines, found.next, found.key.end, indent, depth);
    entries.push({ key: found.key, value });
    end = lines.behind;
  } while (!lines.done && lines.indent === indent);
  refuseDeeper(lines, indent);
  refuseTwins(entries);
  lines.behind = end;
  return { kind: 'map', source: lines.source, start, end, entries: trimmed(entries) };
}

/** From this many entries on, a list is read as rows. */
const ROWS_FROM = 16;

function seqAt(lines: Lines, depth: number): SeqNode {
  const { indent, content: start } = lines;
  const items: Node[] = [];
  const starts: number[] = [];
  let end = start;
  do {
    if (lines.isLong && items.length === ROWS_FROM) {
      const readEntry = (at: Lines): Node => itemAt(at, indent, depth);
      const rows = rowsAt(lines, { start, indent, items, starts }, readEntry);
      refuseDeeper(lines, indent);
      lines.behind = rows.end;
      return rows;
    }
    starts.push(lines.start);
    items.push(itemAt(lines, indent, depth));
    end = lines.behind;
  } while (!lines.done && lines.indent === indent && lines.isEntry());
  refuseDeeper(lines, indent);
  lines.behind = end;
  return { kind: 'seq', source: lines.source, start, end, items: trimmed(items) };
}

/** Reads what follows the colon of a key: a value on the line, or a block below it. */
function valueAt(lines: Lines, offset: number, keyEnd: number, indent: number, depth: number): Node {
  if (!lines.endsAt(offset)) return inlineAt(lines, lines.skipSpaces(offset), indent, depth);
  lines.next();
  const below = !lines.done && (lines.indent > indent || (lines.indent === indent && lines.isEntry()));
  if (below) return blockAt(lines, depth + 1);
  lines.behind = keyEnd;
  return nullAt(lines.source, keyEnd);
}

/** Reads what follows the dash of a sequence entry: a value, or a mapping that continues below its first key. */
function itemAt(lines: Lines, indent: number, depth: number): Node {
  const offset = lines.skipSpaces(lines.content + 1);
  if (offset >= lines.end) throw new Unusual();
  const found = keyAt(lines, offset);
  if (found === undefined) return inlineAt(lines, offset, indent, depth);
  lines.content = offset;
  // The level of the entry counts as well, although a dash is no key.
  if (depth >= DEEPEST) throw new Unusual();
  return mapAt(lines, depth + 1, found);
}

/** Reads a value that begins on the line, including one with an anchor, or an alias. */
function inlineAt(lines: Lines, offset: number, indent: number, depth: number): Node {
  const opener = lines.text[offset];
  if (opener === '*') {
    const node = lines.anchors.alias(lines, offset);
    if (!lines.endsAt(lines.behind)) throw new Unusual();
    lines.next();
    refuseDeeper(lines, indent);
    return node;
  }
  return opener === '&'
    ? lines.anchors.anchored(lines, offset, (at) => anchoredAt(lines, at, indent, depth))
    : valueOnLine(lines, offset, indent);
}

/** Reads what follows an anchor: a value on the line, or a block below it. */
function anchoredAt(lines: Lines, offset: number, indent: number, depth: number): Node {
  if (!lines.endsAt(offset)) return valueOnLine(lines, offset, indent);
  lines.next();
  if (lines.done || lines.indent <= indent) throw new Unusual();
  return blockAt(lines, depth + 1);
}

/**
 * Reads a value on one line, or one in brackets. Lines that are indented deeper would continue it, and are left to the
 * other readers.
 */
function valueOnLine(lines: Lines, offset: number, indent: number): Node {
  const opener = lines.text[offset];
  const bracket = opener === '[' || opener === '{';
  const node = bracket ? flowAt(lines, offset) : scalarAt(lines, offset);
  if (bracket && !lines.endsAt(node.end)) throw new Unusual();
  lines.next();
  refuseDeeper(lines, indent);
  lines.behind = node.end;
  return node;
}

function refuseDeeper(lines: Lines, indent: number): void {
  if (!lines.done && lines.indent > indent) throw new Unusual();
}
