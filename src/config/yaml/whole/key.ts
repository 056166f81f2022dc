import { COLON, HASH, isBlank, isEmpty, NEWLINE, RETURN } from './characters.ts';
import { beginsPlain } from './plain.ts';
import { isProperty } from './properties.ts';
import { isQuote } from './quoted.ts';

/** YAML refuses longer keys. */
const LONGEST = 1024;

/** The offset of the colon if a key on a single line begins at `start`; otherwise -1. */
export function colonOfKey(text: string, start: number): number {
  let at = start;
  while (isProperty(text.charCodeAt(at))) at = propertyEnd(text, at);
  const end = keyEnd(text, at);
  if (end < 0) return -1;
  const colon = skipBlanks(text, end);
  const isColon = text.charCodeAt(colon) === COLON && isEmpty(text.charCodeAt(colon + 1));
  return isColon && colon - start <= LONGEST ? colon : -1;
}

/** Offset after an anchor or tag and the blanks that follow it. */
export const propertyEnd = (text: string, start: number): number => skipBlanks(text, wordEnd(text, start));

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (!isEmpty(text.charCodeAt(at))) at += 1;
  return at;
}

/** Offset after a key that is not in brackets; -1 if there is none. */
function keyEnd(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (isQuote(code)) return quotedEnd(text, start);
  if (text[start] === '*') return wordEnd(text, start);
  return beginsPlain(text, start, false) ? plainEnd(text, start) : -1;
}

const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*'/y;

function quotedEnd(text: string, start: number): number {
  QUOTED.lastIndex = start;
  return QUOTED.test(text) ? QUOTED.lastIndex : -1;
}

function plainEnd(text: string, start: number): number {
  for (let at = start; at <= start + LONGEST; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON && isEmpty(text.charCodeAt(at + 1))) return at;
    if (code === NEWLINE || code === RETURN || Number.isNaN(code)) return -1;
    if (code === HASH && isBlank(text.charCodeAt(at - 1))) return -1;
  }
  return -1;
}
