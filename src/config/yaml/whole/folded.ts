/**
 * Joins the lines of a text with or without quotes: a single line break becomes a blank, of several the first is
 * dropped.
 */
export function folded(written: string): string {
  const lines = written.split(/\r?\n/);
  const last = lines.length - 1;
  let text = trimmedEnd(lines[0] ?? '');
  let breaks = 1;
  for (let nth = 1; nth <= last; nth += 1) {
    const begun = trimmedStart(lines[nth] ?? '');
    const line = nth === last ? begun : trimmedEnd(begun);
    if (line === '' && nth < last) breaks += 1;
    else {
      text += breaks === 1 ? ` ${line}` : '\n'.repeat(breaks - 1) + line;
      breaks = 1;
    }
  }
  return text;
}

const trimmedStart = (line: string): string => line.replace(/^[ \t]+/, '');
const trimmedEnd = (line: string): string => line.replace(/(?<![ \t])[ \t]+$/, '');
