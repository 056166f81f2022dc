import type { Node } from '../../node.ts';
import { Reporter } from '../../reporter.ts';
import { SourceText } from '../../source-text.ts';
import { blockValueAt } from './block.ts';
import { Cursor } from './cursor.ts';
import { Fault } from './fault.ts';
import { TAB_AS_INDENT } from './plain.ts';

/** Control characters, lone carriage returns, lone surrogates and line separators are left to the package. */
const FOREIGN = /[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
/** The marker at the beginning of a document, after comments and the version at most. */
const BEGINNING = /^(?:(?:#.*)?\r?\n|%YAML[ \t]+1\.2[ \t]*\r?\n)*---(?=\s)/;
const MARKER = /^(?:---|\.\.\.)(?=\s|$)/gm;

export interface WholeYaml {
  readonly root: Node | undefined;
  /** Whether the tree is incomplete. */
  readonly broken: boolean;
}

/**
 * Reads what YAML has beyond readPlain(): tags, texts with several lines, tabs, question marks and the like. The result
 * is the same as that of the yaml package, down to the offsets (test/config/yaml/whole.test.ts), in half the memory.
 * For everything else it throws a Fault, and reports nothing.
 */
export function readWhole(source: SourceText, reporter: Reporter): WholeYaml {
  const [start, end] = documentIn(source.text);
  const text = end < source.text.length ? source.text.slice(0, end) : source.text;
  if (endsInTab(text)) throw new Fault(text.length, TAB_AS_INDENT);
  const unheard = reporter.another();
  const whole = readDocument(new Cursor(source, text, start, unheard));
  reporter.take(unheard);
  return whole;
}

function readDocument(cursor: Cursor): WholeYaml {
  const { text, at: start, shared } = cursor;
  cursor.lineStart = text.lastIndexOf('\n', start - 1) + 1;
  cursor.seek();
  if (cursor.done && (start > 0 || text.length < cursor.source.text.length))
    cursor.fail('a document is missing behind its mark');
  const root = cursor.done
    ? undefined
    : blockValueAt(cursor, { kind: 'document', indent: -1, missing: 0, depth: 0 });
  cursor.seek();
  if (!cursor.done) cursor.fail('this does not belong to what stands before it');
  return { root, broken: shared.broken };
}

/** The begin of the only document in a file, after its marker, and its end. */
function documentIn(text: string): readonly [number, number] {
  const foreign = text.search(FOREIGN);
  if (foreign >= 0)
    throw new Fault(foreign, 'this character cannot be in a text, or only as an escape in quotes');
  const start = BEGINNING.exec(text)?.[0].length ?? 0;
  MARKER.lastIndex = start;
  const marker = MARKER.exec(text);
  const directive = text.slice(start).search(/^%/m);
  if (directive >= 0) throw new Fault(start + directive, 'a line that begins with % is not read here');
  if (marker === null) return [start, text.length];
  const message = 'a second document begins here, but a file holds one only';
  if (marker[0] === '---' || !isOver(text, marker.index)) throw new Fault(marker.index, message);
  return [start, marker.index];
}

/**
 * Whether a tab is all there is in the last line, which has no end, after a comment that is indented: the package refuses
 * that where the comment is in the column of the block before it.
 */
function endsInTab(text: string): boolean {
  if (!/[ \t]/.test(text.at(-1) ?? '') || !lastLineOf(text).includes('\t')) return false;
  const before = text.trimEnd();
  return before.lastIndexOf('\n') < text.lastIndexOf('\n') && /^[ \t]+#/.test(lastLineOf(before));
}

const lastLineOf = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

/** Whether only comments follow the marker that ends a document. */
function isOver(text: string, mark: number): boolean {
  const cursor = new Cursor(NO_SOURCE, text, mark + 3, new Reporter());
  if (!cursor.isLineOver()) return false;
  cursor.seek();
  return cursor.done;
}

const NO_SOURCE = new SourceText('', '', 0);
