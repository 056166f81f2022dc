/**
 * C0 and C1 controls, DEL, line separators and marks that reorder text: link names and aliases, which anyone may have
 * set, could use them to forge output or to control the terminal. Not by their Unicode properties, with which V8 needs
 * a millisecond at each start.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is for.
export const UNSAFE = /[\0-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Plain ASCII has nothing to replace, and is the common case: this check takes a tenth of the time. */
const PLAIN = /^[\x20-\x7e]*$/;

/** The text with every character that a terminal would obey rather than show replaced by `\u{…}`. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
