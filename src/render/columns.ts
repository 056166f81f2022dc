import { type Place, placeText } from '../model/index.ts';
import { type Paint, plain } from './paint.ts';
import { printable } from './printable.ts';

/** A line of a plan: its text without and with style, and the place that it refers to. */
export interface Line {
  readonly text: string;
  readonly painted: string;
  readonly place?: Place | null | undefined;
}

/** Longer lines do not move the column of places to the right. */
const WIDEST = 72;
const GAP = 3;

/** Puts the places of all lines into one column to the right of the text. */
export function withPlaces(lines: readonly Line[], paint: Paint = plain): string[] {
  let column = 0;
  lines.forEach(({ place, text }) => {
    if (place && text.length <= WIDEST) column = Math.max(column, text.length);
  });
  const shown = placeShower();
  const spaces = ' '.repeat(column + GAP);
  return lines.map(({ text, painted, place }) => {
    if (!place) return painted;
    const padding = spaces.slice(0, Math.max(0, column - text.length) + GAP);
    return painted + padding + paint('place', shown(place));
  });
}

/** Formats places. Only the file's name has to be made printable, and it is mostly the same as before. */
function placeShower(): (place: Place) => string {
  let last: string | undefined;
  let text = '';
  return ({ file, line, column }) => {
    if (file !== last) {
      last = file;
      text = printable(file);
    }
    return placeText({ file: text, line, column });
  };
}
