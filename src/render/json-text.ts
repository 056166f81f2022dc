import { UNSAFE } from './printable.ts';

/**
 * A document as every `--json` prints it: indented by two, with a trailing line feed. Characters that a terminal would
 * obey and JSON.stringify does not escape (C1 controls, marks that reorder text) are escaped.
 */
export function jsonText(document: object): string {
  // Line feeds here belong to the indentation; those in values are escaped already. All of these are single UTF-16
  // units.
  return `${JSON.stringify(document, null, 2).replace(UNSAFE, (c) => (c === '\n' ? c : escaped(c)))}\n`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
