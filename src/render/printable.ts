/**
 * C0 and C1 controls, DEL, line separators and the marks that reorder text: what a link name or an alias, which anyone
 * may have set, could use to forge output or drive the terminal. Not by their Unicode properties: those alone take V8 a millisecond, at each start.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is for.
export const UNSAFE = /[\0-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Of plain ASCII there is nothing to replace: a tenth of the time, and mostly so. */
const PLAIN = /^[\x20-\x7e]*$/;

/** The text with every character that a terminal would obey instead of show written as `\u{…}`. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
