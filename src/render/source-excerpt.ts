import type { Place } from '../model/index.ts';
import { printable } from './printable.ts';

/** A line of a file shortened to fit, and the line with carets below it. */
export interface SourceExcerpt {
  readonly source: string;
  readonly marker: string;
  /** The text left of the bar: the line number, and as many blanks. */
  readonly gutter: { readonly number: string; readonly blank: string };
}

/** The longest excerpt, in characters: a generated flow mapping may be a line of many kilobytes. */
const LONGEST = 100;
/** How many characters are kept to the left of the place if the line is shortened. */
const LEFT = 40;
const CUT = '…';

/** Characters that take up two cells of a terminal (East Asian wide ones, emoji). */
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u;

/** @param width the number of characters to underline; at least one is, and none beyond the end of the line */
export function sourceExcerpt(line: string, place: Place, width: number): SourceExcerpt {
  const characters = [...line.replace(/[\r\n]+$/, '')];
  const at = Math.min(place.column - 1, characters.length);
  const cut = characters.length > LONGEST;
  const start = cut ? Math.max(0, Math.min(at - LEFT, characters.length - LONGEST)) : 0;
  const end = cut ? start + LONGEST : characters.length;
  const lead = start > 0 ? CUT : '';
  const shown = characters.slice(start, end);
  const before = shown.slice(0, at - start);
  const marked = shown.slice(at - start, at - start + Math.max(1, width));
  const number = String(place.line).padStart(2);
  return {
    source: lead + shown.map(visible).join('') + (end < characters.length ? CUT : ''),
    marker: ' '.repeat(lead.length + cells(before)) + underline(cells(marked)),
    gutter: { number, blank: ' '.repeat(number.length) },
  };
}

function underline(width: number): string {
  return `^${'~'.repeat(Math.max(0, width - 1))}`;
}

/** The width of a tab would depend on the tab stops of the terminal. */
function visible(character: string): string {
  return character === '\t' ? '  ' : printable(character);
}

function cells(characters: readonly string[]): number {
  return characters.reduce((sum, c) => sum + (WIDE.test(c) ? 2 : [...visible(c)].length), 0);
}
