import type { Entry, MapNode, Node, SeqNode } from '../../node.ts';
import type { Lines } from './lines.ts';
import { flowScalarAt, keyAt } from './scalars.ts';
import { trimmed } from './trimmed.ts';
import { Unusual } from './unusual.ts';

const DEEPEST = 20;

/**
 * Reads a value inside of brackets, or a bracket itself. That may span several lines: afterwards the current line is
 * that of the closing bracket.
 */
export function flowAt(lines: Lines, offset: number, depth = 0): Node {
  if (depth > DEEPEST) throw new Unusual();
  const opener = lines.text[offset];
  if (opener === '*') return lines.anchors.alias(lines, offset);
  if (opener === '&') return lines.anchors.anchored(lines, offset, (at) => contentAt(lines, at, depth));
  return contentAt(lines, offset, depth);
}

function contentAt(lines: Lines, offset: number, depth: number): Node {
  const opener = lines.text[offset];
  const node =
    opener === '['
      ? seqAt(lines, offset, depth)
      : opener === '{'
        ? mapAt(lines, offset, depth)
        : flowScalarAt(lines, offset);
  lines.behind = node.end;
  return node;
}

function seqAt(lines: Lines, start: number, depth: number): SeqNode {
  const items: Node[] = [];
  const end = membersAt(lines, start, ']', (offset) => {
    items.push(flowAt(lines, offset, depth + 1));
    return lines.behind;
  });
  return { kind: 'seq', source: lines.source, start, end, items: trimmed(items) };
}

function mapAt(lines: Lines, start: number, depth: number): MapNode {
  const entries: Entry[] = [];
  const end = membersAt(lines, start, '}', (offset) => {
    const found = keyAt(lines, offset);
    if (found === undefined) throw new Unusual();
    const value = flowAt(lines, lines.skipSpaces(found.next), depth + 1);
    entries.push({ key: found.key, value });
    return lines.behind;
  });
  refuseTwins(entries);
  return { kind: 'map', source: lines.source, start, end, entries: trimmed(entries) };
}

/** Reads members up to the closing bracket, and returns the offset after that. */
function membersAt(
  lines: Lines,
  start: number,
  closer: ']' | '}',
  member: (offset: number) => number,
): number {
  let at = nextAt(lines, start + 1);
  while (lines.text[at] !== closer) {
    at = nextAt(lines, member(at));
    if (lines.text[at] === closer) break;
    if (lines.text[at] !== ',') throw new Unusual();
    at = nextAt(lines, at + 1);
  }
  return at + 1;
}

const MARKER = /^(?:---|\.\.\.)/;

/**
 * The next offset with content, on this line or on a later one. Inside of brackets indentation does not matter, as in
 * libyaml, which netplan uses; the yaml package wants it deeper than the key.
 */
function nextAt(lines: Lines, offset: number): number {
  if (!lines.endsAt(offset)) return lines.skipSpaces(offset);
  lines.next();
  if (lines.done || (lines.indent === 0 && MARKER.test(lines.text.slice(lines.content, lines.content + 3))))
    throw new Unusual();
  return lines.content;
}

const FEW = 12;

/** Duplicate keys are left to the other readers, which report them. */
export function refuseTwins(entries: readonly Entry[]): void {
  const twins =
    entries.length <= FEW
      ? hasTwins(entries)
      : new Set(entries.map(({ key }) => key.text)).size < entries.length;
  if (twins) throw new Unusual();
}

function hasTwins(entries: readonly Entry[]): boolean {
  for (let i = 1; i < entries.length; i++)
    for (let k = 0; k < i; k++) if (entries[i]?.key.text === entries[k]?.key.text) return true;
  return false;
}
