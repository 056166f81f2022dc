import type { Entry, MapNode, Node, SeqNode } from '../../node.ts';
import { flowAt, refuseTwins } from './flow.ts';
import { type Lines, Unusual } from './lines.ts';
import { type Found, keyAt, nullAt, scalarAt } from './scalars.ts';
import { trimmed } from './trimmed.ts';

const DEEPEST = 50;

/** The mapping or sequence whose first line is the current one; afterwards the current line is the first behind it. */
export function blockAt(lines: Lines, depth = 0): Node {
  if (depth > DEEPEST) throw new Unusual();
  return lines.isEntry() ? seqAt(lines, depth) : mapAt(lines, depth);
}

/** @param first its first key, when that has been read already */
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
    end = value.end;
  } while (!lines.done && lines.indent === indent);
  refuseDeeper(lines, indent);
  refuseTwins(entries);
  return { kind: 'map', source: lines.source, start, end, entries: trimmed(entries) };
}

function seqAt(lines: Lines, depth: number): SeqNode {
  const { indent, content: start } = lines;
  const items: Node[] = [];
  let end = start;
  do {
    const item = itemAt(lines, indent, depth);
    items.push(item);
    end = item.end;
  } while (!lines.done && lines.indent === indent && lines.isEntry());
  refuseDeeper(lines, indent);
  return { kind: 'seq', source: lines.source, start, end, items: trimmed(items) };
}

/** What follows a key's colon: on the line, or as a block below it. */
function valueAt(lines: Lines, offset: number, keyEnd: number, indent: number, depth: number): Node {
  if (!lines.endsAt(offset)) return inlineAt(lines, lines.skipSpaces(offset), indent);
  lines.next();
  const below = !lines.done && (lines.indent > indent || (lines.indent === indent && lines.isEntry()));
  return below ? blockAt(lines, depth + 1) : nullAt(lines.source, keyEnd);
}

/** What follows a sequence entry's dash: a value, or a mapping that goes on below its first key. */
function itemAt(lines: Lines, indent: number, depth: number): Node {
  const offset = lines.skipSpaces(lines.content + 1);
  if (offset >= lines.end) throw new Unusual();
  const found = keyAt(lines, offset);
  if (found === undefined) return inlineAt(lines, offset, indent);
  lines.content = offset;
  // An entry's dash is no key.
  if (depth >= DEEPEST) throw new Unusual();
  return mapAt(lines, depth + 1, found);
}

/** A value on one line, or one in brackets. Deeper lines would go on with it. */
function inlineAt(lines: Lines, offset: number, indent: number): Node {
  const opener = lines.text[offset];
  const bracket = opener === '[' || opener === '{';
  const node = bracket ? flowAt(lines, offset) : scalarAt(lines, offset);
  if (bracket && !lines.endsAt(node.end)) throw new Unusual();
  lines.next();
  refuseDeeper(lines, indent);
  return node;
}

function refuseDeeper(lines: Lines, indent: number): void {
  if (!lines.done && lines.indent > indent) throw new Unusual();
}
