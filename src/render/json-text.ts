import { UNSAFE } from './printable.ts';

/**
 * A document as every `--json` prints it: indented by two, a trailing line feed. What a terminal would obey, and
 * JSON.stringify leaves as it is (C1 controls, marks that reorder text), is escaped as JSON has it.
 */
export function jsonText(document: object): string {
  // Line feeds here are the indentation's; those in values are escaped already. All of these are one UTF-16 unit.
  return `${JSON.stringify(document, null, 2).replace(UNSAFE, (c) => (c === '\n' ? c : escaped(c)))}\n`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
