import type { MapNode, Node, SeqNode } from '../../node.ts';
import { Entries, keyOf } from '../complaints.ts';
import { trimmed } from '../plain/trimmed.ts';
import { COLON, isEmpty, isFlowMark } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { plainAt } from './plain.ts';
import { isProperty, nameAt, noProperties, withNext, withProperties } from './properties.ts';
import { isQuote, quotedAt } from './quoted.ts';

const COMMA = 44;
const QUESTION = 63;
const ASTERISK = 42;
const DEEPEST = 90;

/** Reads a list or mapping in brackets. Indentation does not matter, as in libyaml, which netplan uses. */
export function bracketAt(cursor: Cursor, depth: number): MapNode | SeqNode {
  if (depth > DEEPEST) cursor.failDepth();
  return cursor.text[cursor.at] === '[' ? seqAt(cursor, depth) : mapAt(cursor, depth);
}

export const isBracket = (text: string, at: number): boolean => text[at] === '[' || text[at] === '{';

/** Reads `*name`; returns the node for which it stands. */
export function aliasAt(cursor: Cursor): Node {
  const start = cursor.at;
  cursor.at += 1;
  const name = nameAt(cursor);
  const node = cursor.shared.alias(name, start);
  cursor.behind = cursor.at;
  return node;
}

/** @param missing the offset that is used for a missing value */
function valueAt(cursor: Cursor, missing: number, depth: number): Node {
  let properties = noProperties(cursor);
  let isBare = true;
  for (; isProperty(cursor.code); cursor.seek()) {
    properties = withNext(cursor, properties);
    isBare = false;
  }
  const { text, at, code } = cursor;
  if (code === ASTERISK) {
    if (!isBare) cursor.fail('an alias cannot have an anchor or a tag');
    return aliasAt(cursor);
  }
  if (!isBare && (code === COMMA || code === COLON || text[at] === ']' || text[at] === '}')) {
    if (code === COLON) cursor.fail('a key is missing here');
    return withProperties(cursor, properties, emptyNode(cursor, missing));
  }
  if (isBracket(text, at)) return withProperties(cursor, properties, bracketAt(cursor, depth + 1));
  return withProperties(cursor, properties, isQuote(code) ? quotedAt(cursor, 0) : plainAt(cursor, 0, true));
}

/** The node of a missing value. */
export function emptyNode(cursor: Cursor, missing: number): Node {
  if (missing === 0) cursor.fail('a value is missing here');
  cursor.shared.count();
  return cursor.ended({ kind: 'null', source: cursor.source, start: missing, end: missing });
}

/** Whether the colon of a key comes next; after quotes and brackets nothing has to follow it. */
function isColon({ text, at, code }: Cursor, isWord: boolean): boolean {
  const next = text.charCodeAt(at + 1);
  return code === COLON && (!isWord || isEmpty(next) || isFlowMark(next));
}

function seqAt(cursor: Cursor, depth: number): SeqNode {
  const { source, at: start } = cursor;
  const items: Node[] = [];
  cursor.shared.count();
  membersAt(cursor, ']', () => items.push(itemAt(cursor, start, depth)));
  return cursor.ended({ kind: 'seq', source, start, end: cursor.at, items: trimmed(items) });
}

/** Reads an entry of a list; `key: value` is a mapping with one key. */
function itemAt(cursor: Cursor, listStart: number, depth: number): Node {
  if (cursor.isMark(QUESTION)) cursor.fail('a question mark cannot begin an entry of a list here');
  const { text, at: start, shared } = cursor;
  const isWord = !isQuote(cursor.code) && !isBracket(text, start);
  const line = cursor.lineStart;
  const node = valueAt(cursor, listStart, depth);
  const end = cursor.at;
  cursor.skipBlanks();
  if (!isColon(cursor, isWord)) {
    cursor.at = end;
    return node;
  }
  if (cursor.lineStart !== line || cursor.at - start > LONGEST_KEY)
    cursor.fail('a comma or ] is missing before this, or this key is longer than a line');
  if (text[start] === '*') cursor.fail('an alias cannot be a key here');
  shared.count();
  const entries = new Entries(cursor.reporter);
  const key = keyOf(node, cursor.reporter);
  const value = pairValueAt(cursor, node.end, depth);
  if (value.kind === 'null' && value.start === value.end) cursor.fail('a value is missing here');
  if (key === undefined) shared.broken = true;
  else entries.add(key, value);
  const { behind } = cursor;
  return { kind: 'map', source: node.source, start: node.start, end: behind, entries: entries.all };
}

const LONGEST_KEY = 1024;

/** Reads the value after the colon that comes next. */
function pairValueAt(cursor: Cursor, keyEnd: number, depth: number): Node {
  cursor.at += 1;
  cursor.seek();
  const { text, at } = cursor;
  return text[at] === ',' || text[at] === ']' || text[at] === '}'
    ? emptyNode(cursor, keyEnd)
    : valueAt(cursor, keyEnd, depth);
}

function mapAt(cursor: Cursor, depth: number): MapNode {
  const { source, at: start, reporter, shared } = cursor;
  const entries = new Entries(reporter);
  shared.count();
  membersAt(cursor, '}', () => {
    if (cursor.isMark(QUESTION)) {
      cursor.at += 1;
      cursor.seek();
    }
    const isWord = !isQuote(cursor.code) && !isBracket(cursor.text, cursor.at);
    const key = keyOf(valueAt(cursor, start, depth), reporter);
    const keyEnd = cursor.behind;
    cursor.seek();
    const value = isColon(cursor, isWord)
      ? pairValueAt(cursor, key?.end ?? start, depth)
      : emptyNode(cursor, key?.end ?? keyEnd);
    if (key === undefined) shared.broken = true;
    else entries.add(key, value);
  });
  return cursor.ended({ kind: 'map', source, start, end: cursor.at, entries: trimmed(entries.all) });
}

/** Reads members up to the closing bracket, and moves after it. */
function membersAt(cursor: Cursor, closer: ']' | '}', member: () => void): void {
  const start = cursor.at;
  const { text } = cursor;
  cursor.at += 1;
  for (;;) {
    cursor.seek();
    refuseEnd(cursor, start, closer);
    if (text[cursor.at] === closer) break;
    member();
    cursor.seek();
    refuseEnd(cursor, start, closer);
    if (text[cursor.at] === closer) break;
    if (cursor.code !== COMMA) cursor.fail(`a comma or ${closer} is missing here`);
    cursor.at += 1;
  }
  cursor.at += 1;
}

function refuseEnd(cursor: Cursor, start: number, closer: ']' | '}'): void {
  const { text, at } = cursor;
  const isOther = text[at] === (closer === ']' ? '}' : ']');
  if (!isOther && !cursor.done) return;
  cursor.at = start;
  cursor.fail(
    `this ${text.charAt(start)} is never closed${isOther ? `, ${text.charAt(at)} stands there instead` : ''}`,
  );
}
