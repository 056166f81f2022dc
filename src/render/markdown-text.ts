import { type Place, type Problem, placeText } from '../model/index.ts';
import { printable } from './printable.ts';

/** Further lines of a block are only counted: job summaries are limited (1 MiB). */
const MOST_LINES = 1000;

/**
 * Escapes text for Markdown: characters that could open an element become character references, other punctuation gets
 * a backslash. A word with two colons (an IPv6 address, a place) becomes code, as GitHub would show an emoji in
 * `fd00:bee:1::`. Can be used in cells of tables, too.
 */
export function escaped(text: string): string {
  const words = printable(text).split(/(\s+)/);
  return words.map((word) => (/:.*:/.test(word) ? code(word) : plain(word))).join('');
}

const plain = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~@$-]/g, '\\$&');

/** Text as a span of code; empty text stays empty. In tables a bar would end the cell even there, so it is escaped. */
export function code(text: string): string {
  if (text === '') return '';
  const shown = printable(text);
  const fence = '`'.repeat(longestRun([shown], 0) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown.replaceAll('|', '\\|')}${space}${fence}`;
}

const longestRun = (lines: readonly string[], least: number): number =>
  Math.max(least, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));

/** A block of preformatted lines; its fence is longer than any run of backticks in them. */
export function fenced(language: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  if (more > 0) shown.push(`# … and ${more} more lines`);
  const fence = '`'.repeat(longestRun(shown, 2) + 1);
  return [`${fence}${language}`, ...shown, fence];
}

/** A section that is collapsed under a heading. */
export const folded = (summary: string, body: readonly string[], open: boolean): string[] => [
  `<details${open ? ' open' : ''}><summary>${summary}</summary>`,
  '',
  ...body,
  '',
  '</details>',
];

/** A table, with the heading first; the cells are Markdown already. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, MOST_LINES);
  const more = rows.length - shown.length;
  return [
    row(heading),
    row(heading.map(() => '---')),
    ...shown.map(row),
    ...(more > 0 ? ['', `… and ${more} more rows`] : []),
  ];
}

/** A place, or an empty text. */
export const placed = (place: Place | null | undefined): string => (place ? code(placeText(place)) : '');

/** Problems as GitHub's alerts, with a paragraph each. */
export function alerts(problems: readonly Problem[]): string[] {
  return problems.flatMap(({ severity, message, hint, source }) => [
    `> [!${severity === 'error' ? 'CAUTION' : 'WARNING'}]`,
    `> ${escaped(message)}${source === null ? '' : ` (${placed(source)})`}`,
    ...(hint === undefined ? [] : ['>', `> ${escaped(hint)}`]),
    '',
  ]);
}
