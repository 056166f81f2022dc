/** Seconds for each unit of systemd.time(7). */
const UNITS: Readonly<Record<string, number>> = {
  ...{ us: 1e-6, usec: 1e-6, ms: 1e-3, msec: 1e-3, s: 1, sec: 1, second: 1, seconds: 1 },
  ...{ m: 60, min: 60, minute: 60, minutes: 60, h: 3600, hr: 3600, hour: 3600, hours: 3600 },
  ...{ d: 86_400, day: 86_400, days: 86_400, w: 604_800, week: 604_800, weeks: 604_800 },
};

/** One part of a time span, matched where the previous one ended, without backtracking. */
const PART = /([0-9]+(?:\.[0-9]+)?) *([a-z]*) */y;

/**
 * Parses a time span: a bare number (`15`, `1.5`) in the unit `bare`, or with systemd's units (`5min`, `1min 30s`).
 * Returns seconds; undefined if it is not one.
 */
export function parseDuration(text: string, bare: 's' | 'ms' = 's'): number | undefined {
  let seconds = 0;
  let end = 0;
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const unit = UNITS[part[2] || bare];
    if (unit === undefined) return undefined;
    seconds += Number(part[1]) * unit;
    end = PART.lastIndex;
    if (end === text.length) break;
  }
  // Microseconds are the finest unit; rounding hides the imprecision of sums of doubles.
  return end === 0 || end < text.length ? undefined : Math.round(seconds * 1e6) / 1e6;
}
