import { Lexer } from 'yaml';

/** Texts up to this length do no harm, unless they are deep. */
const HARMLESS = 32 * 1024;
/** Deeper than this nobody reads it, and the package recurses; V8 ends the process where an expression is compiled at the stack's end. */
const DEEPEST = 100;
/** More anchors and aliases than this are a bomb, or its shell. */
const ALIASES = 20_000;
/** Of so many tokens the package makes 37 to 70 MB. A configuration of 300 kB has fewer, as a rule. */
const MOST_TOKENS = 150_000;

const OPENERS: ReadonlySet<string> = new Set(['[', '{']);
const CLOSERS: ReadonlySet<string> = new Set([']', '}']);
/** What begins a block within a block on the same line. */
const INDICATORS: ReadonlySet<string> = new Set(['-', '?', ':']);
/** What the lexer says without there being a character: a document begins, a bracket is left open, a scalar follows. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** Why a text is not to be given to the yaml package, which takes half a kilobyte for each token, and where. */
export interface Overweight {
  readonly fault: 'too-deep' | 'too-dense' | 'too-many-aliases';
  readonly at: number;
}

/** Goes over a text's tokens, keeping none of them. */
export function overweight(text: string): Overweight | undefined {
  if (text.length <= DEEPEST) return undefined;
  const isLong = text.length > HARMLESS;
  let [tokens, at, brackets, blocks, aliases] = [0, 0, 0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    tokens += 1;
    if (OPENERS.has(token)) brackets += 1;
    else if (CLOSERS.has(token)) brackets = Math.max(0, brackets - 1);
    // Within brackets they make nothing deeper: JSON on one line has one for each of its keys.
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
