import type { Node } from '../../node.ts';
import { COLON, HASH, isBlank, isEmpty, isFlowMark, NEWLINE, RETURN, SPACE } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Fault } from './fault.ts';
import { folded } from './folded.ts';

/** Characters with which a text without quotes cannot begin. */
const MARKS = ',[]{}#&*!|>\'"%@`';
/** Characters with which it can begin only if no blank follows. */
const SOMETIMES = '-?:';

/** Whether a text without quotes may begin at an offset. */
export function beginsPlain(text: string, at: number, isFlow: boolean): boolean {
  const first = text.charAt(at);
  if (first === '' || MARKS.includes(first)) return false;
  if (!SOMETIMES.includes(first)) return true;
  const next = text.charCodeAt(at + 1);
  return !isEmpty(next) && !(isFlow && isFlowMark(next));
}

/**
 * Reads a text without quotes, inside or outside of brackets, with all lines that belong to it.
 * @param indent the least indentation of further lines; inside of brackets it does not matter
 */
export function plainAt(cursor: Cursor, indent: number, isFlow: boolean): Node {
  const { text, at: start } = cursor;
  if (!beginsPlain(text, start, isFlow)) cursor.fail(wrongStart(text.charAt(start)));
  let end = partEnd(text, start, isFlow);
  let lines = 1;
  for (
    let next = nextLine(cursor, end, indent, isFlow);
    next >= 0;
    next = nextLine(cursor, end, indent, isFlow)
  ) {
    lines += 1;
    cursor.startLine(text.lastIndexOf('\n', next - 1) + 1);
    end = partEnd(text, next, isFlow);
  }
  cursor.at = end;
  cursor.shared.count();
  if (!isFlow) refuseColon(cursor);
  return cursor.ended(plainNode(cursor, start, end, lines > 1));
}

/** The node of a text without quotes between two offsets. */
export function plainNode({ source, text: all }: Cursor, start: number, end: number, isLong: boolean): Node {
  const written = all.slice(start, end);
  const text = isLong ? folded(written) : written;
  return text.length <= 4 && /^(~|null|Null|NULL)$/.test(text)
    ? { kind: 'null', source, start, end }
    : { kind: 'scalar', source, start, end, text };
}

/** Offset after the part of a text without quotes that is on this line, without trailing blanks. */
function partEnd(text: string, start: number, isFlow: boolean): number {
  let end = start;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      const next = text.charCodeAt(at + 1);
      if (isEmpty(next) || (isFlow && isFlowMark(next))) return end;
    } else if (code === NEWLINE || code === RETURN || Number.isNaN(code)) return end;
    else if (isBlank(code)) {
      if (text.charCodeAt(at + 1) === HASH) return end;
      continue;
    } else if (isFlow && isFlowMark(code)) return end;
    end = at + 1;
  }
}

/** The offset at which the text continues in a later line; -1 if it does not. */
function nextLine({ text }: Cursor, end: number, indent: number, isFlow: boolean): number {
  let at = end;
  while (isBlank(text.charCodeAt(at))) at += 1;
  let [code, lineStart, tabbed] = [text.charCodeAt(at), -1, false];
  for (; code === NEWLINE || code === RETURN; code = text.charCodeAt(at)) {
    at = text.indexOf('\n', at) + 1;
    lineStart = at;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const isDeep = at - lineStart >= indent;
    while (isBlank(text.charCodeAt(at))) at += 1;
    const first = text.charCodeAt(at);
    if (Number.isNaN(first) || first === HASH) return -1;
    if (first === NEWLINE || first === RETURN) {
      tabbed ||= !isDeep && text.slice(lineStart, at).includes('\t');
      continue;
    }
    if (!isFlow && isDeep && tabbed) throw new Fault(at, TAB_AS_INDENT);
    if (!isFlow) return isDeep ? at : -1;
    return isFlowMark(first) || isColon(text, at) ? -1 : at;
  }
  return -1;
}

const isColon = (text: string, at: number): boolean => {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === COLON && (isEmpty(next) || isFlowMark(next));
};

export const TAB_AS_INDENT =
  'this line begins with a tab: indent with spaces, YAML does not allow tabs there';

function refuseColon(cursor: Cursor): void {
  let at = cursor.at;
  while (isBlank(cursor.text.charCodeAt(at))) at += 1;
  if (cursor.text.charCodeAt(at) === COLON)
    throw new Fault(
      at,
      'a second colon in one value: put quotes around a text that contains a colon and a space',
    );
}

const wrongStart = (first: string): string =>
  first === '' ? 'a value is missing here' : `a value cannot begin with ${first}, unless it is in quotes`;
