import type { Node } from '../../node.ts';
import { Reporter } from '../../reporter.ts';
import { SourceText } from '../../source-text.ts';
import { blockValueAt } from './block.ts';
import { Cursor } from './cursor.ts';
import { Fault } from './fault.ts';

/** Control characters, lone carriage returns and halves of pairs, separators of lines: how these count the package knows. */
const FOREIGN = /[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
/** The mark before a document, after comments and the version at most. */
const BEGINNING = /^(?:(?:#.*)?\r?\n|%YAML[ \t]+1\.2[ \t]*\r?\n)*---(?=\s)/;
const MARKER = /^(?:---|\.\.\.)(?=\s|$)/gm;

export interface WholeYaml {
  readonly root: Node | undefined;
  /** The tree is not to be relied on. */
  readonly broken: boolean;
}

/**
 * Reads what YAML has beyond readPlain(): tags, texts over many lines, tabs, question marks and the like. The result is what the yaml
 * package makes of the text, to the offset (test/config/yaml/whole.test.ts), in half the memory. Throws a Fault for all else, and says nothing
 * to the reporter then.
 */
export function readWhole(source: SourceText, reporter: Reporter): WholeYaml {
  const [start, end] = documentIn(source.text);
  const text = end < source.text.length ? source.text.slice(0, end) : source.text;
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

/** Where the one document of a file begins, behind its mark, and where it ends. */
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

/** Whether nothing but comments is behind the mark that ends a document. */
function isOver(text: string, mark: number): boolean {
  const cursor = new Cursor(NO_SOURCE, text, mark + 3, new Reporter());
  if (!cursor.isLineOver()) return false;
  cursor.seek();
  return cursor.done;
}

const NO_SOURCE = new SourceText('', '', 0);
