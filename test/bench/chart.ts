import { type Row, rowsOf } from './report.ts';
import type { Result } from './suite.ts';

const [WIDTH, LEFT, RIGHT, LINE, HEAD] = [940, 460, 90, 22, 30];
const [LEAST, MOST] = [0.05, 100];
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const [REACHED, MISSED, PLAIN, GRID] = ['#2a9d5c', '#d9822b', '#4a7fb5', '#8888'];

/** The ratios as a picture: a line from the smallest to the largest, a dot at the median, and a mark where the goal is. */
export function chart(results: readonly Result[]): string {
  const parts: string[] = [];
  let y = HEAD;
  for (const result of results) {
    parts.push(text(8, y + 14, result.title, 'font-weight="bold"'));
    y += LINE + 4;
    for (const row of rowsOf(result)) {
      if (!Number.isFinite(row.ratio.median)) continue;
      parts.push(line(row, y));
      y += LINE;
    }
    y += 12;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 10}" viewBox="0 0 ${WIDTH} ${y + 10}" font-family="sans-serif" font-size="12">`,
    '<title>CPU time, memory and wall clock, as multiples of what they are compared with</title>',
    `<rect width="${WIDTH}" height="${y + 10}" fill="#fff"/>`,
    ...TICKS.flatMap((tick) => [
      `<path d="M${x(tick)} ${HEAD - 8}V${y}" stroke="${tick === 1 ? '#333' : GRID}" stroke-width="${tick === 1 ? 1.5 : 0.5}"/>`,
      text(x(tick), HEAD - 14, `${tick} x`, 'text-anchor="middle" fill="#555"'),
    ]),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function line(
  { comparison: { name, against, measure, goal }, ratio: { median, min, max } }: Row,
  y: number,
): string {
  const middle = y + LINE / 2;
  const colour = goal === undefined ? PLAIN : median <= goal ? REACHED : MISSED;
  const what = `${name}, of ${withoutShared(name, against)}${measure === 'cpu' ? '' : ` (${measure === 'rss' ? 'memory' : 'wall clock'})`}`;
  return [
    text(LEFT - 8, middle + 4, what, 'text-anchor="end"'),
    `<path d="M${x(min)} ${middle}H${x(max)}" stroke="${colour}" stroke-width="2"/>`,
    `<circle cx="${x(median)}" cy="${middle}" r="4.5" fill="${colour}"/>`,
    ...(goal === undefined
      ? []
      : [
          `<path d="M${x(goal)} ${middle - 8}v16" stroke="#333" stroke-width="2"><title>goal: ${goal}</title></path>`,
        ]),
    text(WIDTH - RIGHT + 12, middle + 4, median.toFixed(2), `fill="${colour}" font-weight="bold"`),
  ].join('');
}

/** `many links: engine` against `many links: ip` is said in fewer words. */
function withoutShared(name: string, against: string): string {
  const end = name.indexOf(': ') + 2;
  return end > 1 && against.startsWith(name.slice(0, end)) ? against.slice(end) : against;
}

/** Where a ratio lies: ten times as much is the same way everywhere. */
function x(value: number): number {
  const share = Math.log(Math.min(Math.max(value, LEAST), MOST) / LEAST) / Math.log(MOST / LEAST);
  return Math.round((LEFT + share * (WIDTH - LEFT - RIGHT)) * 10) / 10;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const text = (at: number, y: number, words: string, more: string): string =>
  `<text x="${at}" y="${y}" ${more}>${words.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')}</text>`;
