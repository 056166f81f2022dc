import { median, type Ratio, ratio } from './sample.ts';
import type { Comparison, Result } from './suite.ts';

/** A comparison with its figures. */
export interface Row {
  readonly comparison: Comparison;
  readonly ratio: Ratio;
  readonly median: number;
  readonly base: number;
}

const UNITS = { cpu: 'ms', wall: 'ms', rss: 'MiB' } as const;
const MEASURES = { cpu: 'CPU', wall: 'wall clock', rss: 'peak memory' } as const;

/** The comparisons with their figures. */
export function rowsOf({ samples, comparisons }: Result): Row[] {
  return comparisons.map((comparison) => {
    const { name, against, measure } = comparison;
    const of = (of: string): number => median((samples[of] ?? []).map((s) => s[measure] ?? Number.NaN));
    return { comparison, ratio: ratio(samples, name, against, measure), median: of(name), base: of(against) };
  });
}

/** A table of ratios, a trailing line feed included. */
export function resultText(result: Result): string {
  const head = ['', 'against', 'of', 'times', 'min - max', 'goal', 'median', 'against', 'each'];
  const lines = [head, ...rowsOf(result).map(cells)];
  return `${result.title}\n${columns(lines)}\n`;
}

function cells({
  comparison: { name, against, measure, goal, items },
  ratio: r,
  median: m,
  base,
}: Row): string[] {
  const amount = (value: number): string =>
    `${(measure === 'rss' ? value / 1024 : value).toFixed(1)} ${UNITS[measure]}`;
  return [
    ...[name, against, MEASURES[measure], r.median.toFixed(2), `${r.min.toFixed(2)} - ${r.max.toFixed(2)}`],
    goal === undefined ? '' : `< ${goal}${r.median < goal ? '' : ' !'}`,
    ...[amount(m), amount(base), items === undefined ? '' : `${((m * 1e6) / items).toFixed(0)} ns`],
  ];
}

export function phasesText(phases: ReadonlyMap<string, number>): string {
  const lines = [...phases].map(([name, ms]) => [name, `${ms.toFixed(2)} ms`]);
  return `Where the time of an apply goes that finds nothing to do (one bridge)\n${columns(lines)}\n`;
}

function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines
    .map((line) => `  ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .map((l) => `${l}\n`)
    .join('');
}
