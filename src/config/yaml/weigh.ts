import { Lexer } from 'yaml';

/** Texts up to this length do no harm, unless they are nested deeply. */
const HARMLESS = 32 * 1024;
/**
 * The greatest depth: the package recurses, and V8 ends the process if an expression is compiled at the end of the
 * stack.
 */
const DEEPEST = 100;
/** With more anchors and aliases the text is a bomb, or could be one. */
const ALIASES = 20_000;
/** For this many tokens the package needs 37 to 70 MB. A configuration of 300 kB mostly has fewer. */
const MOST_TOKENS = 150_000;

const OPENERS: ReadonlySet<string> = new Set(['[', '{']);
const CLOSERS: ReadonlySet<string> = new Set([']', '}']);
/** Tokens that begin a block inside a block on the same line. */
const INDICATORS: ReadonlySet<string> = new Set(['-', '?', ':']);
/** Tokens of the lexer without a character in the text: a document begins, a bracket is left open, a scalar follows. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** Why a text must not be given to the yaml package, which uses half a kilobyte for each token, and the offset. */
export interface Overweight {
  readonly fault: 'too-deep' | 'too-dense' | 'too-many-aliases';
  readonly at: number;
}

/** Checks a text by its tokens, without keeping them; undefined if it can be given to the package. */
export function overweight(text: string): Overweight | undefined {
  if (text.length <= DEEPEST) return undefined;
  const isLong = text.length > HARMLESS;
  let [tokens, at, brackets, blocks, aliases] = [0, 0, 0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    tokens += 1;
    if (OPENERS.has(token)) brackets += 1;
    else if (CLOSERS.has(token)) brackets = Math.max(0, brackets - 1);
    // Inside of brackets they do not increase the depth: JSON on one line has one for each key.
    else if (INDICATORS.has(token)) blocks += brackets === 0 ? 1 : 0;
    else if (token.endsWith('\n')) blocks = 0;
    else if (token.startsWith('*') || token.startsWith('&')) aliases += 1;
    if (brackets > DEEPEST || blocks > DEEPEST) return { fault: 'too-deep', at };
    if (isLong && aliases > ALIASES) return { fault: 'too-many-aliases', at };
    if (isLong && tokens > MOST_TOKENS) return { fault: 'too-dense', at };
    at += token.length;
  }
  return undefined;
}
