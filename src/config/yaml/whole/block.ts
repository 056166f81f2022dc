import type { MapNode, Node, ScalarNode, SeqNode } from '../../node.ts';
import { Entries, keyOf } from '../complaints.ts';
import { trimmed } from '../plain/trimmed.ts';
import { withoutBlanks } from '../without-blanks.ts';
import { blockTextAt } from './block-text.ts';
import { COLON, isEmpty } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { aliasAt, bracketAt, emptyNode, isBracket } from './flow.ts';
import { colonOfKey, propertyEnd } from './key.ts';
import { plainAt, plainNode, TAB_AS_INDENT } from './plain.ts';
import { isProperty, noProperties, type Properties, withNext, withProperties } from './properties.ts';
import { isQuote, quotedAt } from './quoted.ts';

const QUESTION = 63;
const ASTERISK = 42;
const DEEPEST = 90;

const TAB_BEGINS_LINE = /^ *\t/m;
const TAB_BEGINS_LATER_LINE = /\n *\t/;

/** What a value belongs to. */
export interface Owner {
  /** `dash` includes a question mark and its colon: a block may begin on the same line after these. */
  readonly kind: 'document' | 'key' | 'dash';
  /** Its indentation. */
  readonly indent: number;
  /** The offset that is used for a missing value. */
  readonly missing: number;
  readonly depth: number;
}

/** Reads the value after a colon, a dash, a question mark or the beginning of the document. */
export function blockValueAt(cursor: Cursor, owner: Owner): Node {
  const { kind, indent, missing, depth } = owner;
  if (depth > DEEPEST) cursor.failDepth();
  const from = kind === 'document' ? cursor.lineStart : cursor.at;
  let begins = cursor.seek();
  if (
    begins &&
    (kind === 'document' ? TAB_BEGINS_LINE : TAB_BEGINS_LATER_LINE).test(cursor.text.slice(from, cursor.at))
  )
    cursor.fail(TAB_AS_INDENT);
  let mayBlock = begins
    ? !cursor.tabbed
    : kind === 'dash' && !cursor.text.slice(from, cursor.at).includes('\t');
  let properties = noProperties(cursor);
  for (;;) {
    if (cursor.done || (begins && !belongs(cursor, indent, kind)))
      return withProperties(cursor, properties, emptyNode(cursor, missing));
    if (mayBlock) {
      const block = collectionAt(cursor, properties, depth);
      if (block !== undefined) return block;
    }
    if (!isProperty(cursor.code)) return inlineAt(cursor, properties, owner);
    if (kind === 'dash' && !begins && !mayBlock && cursor.text.slice(from, cursor.at).includes('\t'))
      cursor.fail(TAB_AS_INDENT);
    properties = withNext(cursor, properties);
    const behind = cursor.at;
    begins = cursor.seek();
    if (!begins && cursor.at === behind) cursor.fail('a space is missing here');
    if (begins && TAB_BEGINS_LATER_LINE.test(cursor.text.slice(behind, cursor.at)))
      cursor.fail(TAB_AS_INDENT);
    mayBlock = begins && !cursor.tabbed;
  }
}

/**
 * Whether content at the beginning of a line is indented deeply enough to be the value; a list may be at the column of
 * the key.
 */
const belongs = (cursor: Cursor, indent: number, kind: Owner['kind']): boolean =>
  cursor.column > indent || (kind === 'key' && cursor.column === indent && cursor.isDash());

function collectionAt(cursor: Cursor, properties: Properties, depth: number): Node | undefined {
  if (cursor.isDash()) return withProperties(cursor, properties, seqAt(cursor, depth));
  if (cursor.isMark(QUESTION) || colonOfKey(cursor.text, cursor.at) >= 0)
    return withProperties(cursor, properties, mapAt(cursor, depth));
  return undefined;
}

/** Reads a value that begins on the line. */
function inlineAt(cursor: Cursor, properties: Properties, { indent, depth }: Owner): Node {
  const { text, at, code } = cursor;
  if (text[at] === '|' || text[at] === '>')
    return withProperties(cursor, properties, blockTextAt(cursor, indent));
  if (code === ASTERISK) {
    if (properties.anchor !== undefined || properties.tag !== undefined)
      cursor.fail('an alias cannot have an anchor or a tag');
    const node = aliasAt(cursor);
    endLine(cursor);
    return node;
  }
  const node = withProperties(
    cursor,
    properties,
    isBracket(text, at)
      ? bracketAt(cursor, depth)
      : isQuote(code)
        ? quotedAt(cursor, indent + 1)
        : plainAt(cursor, indent + 1, false),
  );
  endLine(cursor);
  return node;
}

function endLine(cursor: Cursor): void {
  if (cursor.isLineOver()) return;
  cursor.skipBlanks();
  cursor.fail('nothing can follow a value on its line');
}

function seqAt(cursor: Cursor, depth: number): SeqNode {
  const { source, at: start, column: indent, shared } = cursor;
  const items: Node[] = [];
  let end = start;
  shared.count();
  do {
    cursor.at += 1;
    items.push(blockValueAt(cursor, { kind: 'dash', indent, missing: start, depth: depth + 1 }));
    end = cursor.behind;
  } while (goesOn(cursor, indent) && cursor.isDash());
  cursor.behind = end;
  return { kind: 'seq', source, start, end, items: trimmed(items) };
}

function mapAt(cursor: Cursor, depth: number): MapNode {
  const { source, column: indent, reporter, shared } = cursor;
  const entries = new Entries(reporter);
  const start = startOfMap(cursor);
  let end = start;
  shared.count();
  do {
    const node = cursor.isMark(QUESTION) ? explicitKeyAt(cursor, indent, start, depth) : keyAt(cursor, start);
    const key = keyOf(node, reporter);
    // Without a valid key the value is left out, too.
    const missing = key?.end ?? start + 1;
    const value = hasValue(cursor, indent)
      ? blockValueAt(cursor, valueOwner(cursor, indent, missing, depth))
      : emptyNode(cursor, missing);
    if (key === undefined) shared.broken = true;
    else if (entries.add(key, value)) end = cursor.behind;
  } while (goesOn(cursor, indent));
  cursor.behind = end;
  return { kind: 'map', source, start, end, entries: trimmed(entries.all) };
}

/** The offset of a mapping: it begins with its first key, after the anchor or tag of that. */
function startOfMap({ text, at: first }: Cursor): number {
  let at = first;
  while (isProperty(text.charCodeAt(at))) at = propertyEnd(text, at);
  return at;
}

/** Whether the next content belongs to the block at this column. */
function goesOn(cursor: Cursor, indent: number): boolean {
  const begins = cursor.seek();
  if (cursor.done) return false;
  if (cursor.tabbed) cursor.fail(TAB_AS_INDENT);
  if (!begins || cursor.column > indent) cursor.fail('this is deeper than what it could belong to');
  return cursor.column === indent;
}

/** Reads the key after a question mark. */
function explicitKeyAt(cursor: Cursor, indent: number, start: number, depth: number): Node {
  cursor.at += 1;
  const key = blockValueAt(cursor, { kind: 'dash', indent, missing: start, depth: depth + 1 });
  const { behind } = cursor;
  const begins = cursor.seek();
  cursor.behind = behind;
  // Also at the end of the text: the package refuses a tab there after such a key, and after no other.
  if (begins && cursor.tabbed) cursor.fail(TAB_AS_INDENT);
  return key;
}

/** Reads a key, up to its colon. */
function keyAt(cursor: Cursor, owner: number): Node {
  const { text, at: start } = cursor;
  const colon = colonOfKey(text, start);
  if (colon < 0) cursor.fail('a key and a colon are missing here');
  let properties = noProperties(cursor);
  for (; isProperty(cursor.code); cursor.skipBlanks()) {
    properties = withNext(cursor, properties);
    if (!isEmpty(cursor.code)) cursor.fail('a space is missing here');
  }
  const node = bareKeyAt(cursor, colon, owner);
  cursor.at = colon;
  return cursor.text[start] === '*' ? node : withProperties(cursor, properties, node);
}

function bareKeyAt(cursor: Cursor, colon: number, owner: number): Node | ScalarNode {
  const { text, at } = cursor;
  if (text[at] === '*') return aliasAt(cursor);
  if (isQuote(cursor.code)) return quotedAt(cursor, 0);
  if (at === colon) return emptyNode(cursor, owner);
  cursor.shared.count();
  return cursor.ended(plainNode(cursor, at, at + withoutBlanks(text.slice(at, colon)).length, false));
}

/** Whether the colon of the key comes next. */
const hasValue = (cursor: Cursor, indent: number): boolean =>
  cursor.isMark(COLON) && (cursor.column === indent || !startsLine(cursor));

const startsLine = ({ text, at, lineStart }: Cursor): boolean => /^[ \t]*$/.test(text.slice(lineStart, at));

/** Skips the colon; returns what the value belongs to. */
function valueOwner(cursor: Cursor, indent: number, missing: number, depth: number): Owner {
  const isExplicit = cursor.column === indent;
  cursor.at += 1;
  return { kind: isExplicit ? 'dash' : 'key', indent, missing, depth: depth + 1 };
}
