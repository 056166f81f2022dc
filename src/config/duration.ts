/** Seconds in a unit, by systemd.time(7). */
const UNITS: Readonly<Record<string, number>> = {
  ...{ us: 1e-6, usec: 1e-6, ms: 1e-3, msec: 1e-3, s: 1, sec: 1, second: 1, seconds: 1 },
  ...{ m: 60, min: 60, minute: 60, minutes: 60, h: 3600, hr: 3600, hour: 3600, hours: 3600 },
  ...{ d: 86_400, day: 86_400, days: 86_400, w: 604_800, week: 604_800, weeks: 604_800 },
};

/** One part, from where the last one ended; the digits are taken whole, so that nothing is tried twice. */
const PART = /([0-9]+(?:\.[0-9]+)?) *([a-z]*) */y;

/**
 * Reads a time span: a bare number (`15`, `1.5`) of seconds unless told, or with units as systemd has them (`5min`,
 * `1min 30s`); in seconds.
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
  // Microseconds are the finest unit; a sum of fractions must not show where doubles end.
  return end === 0 || end < text.length ? undefined : Math.round(seconds * 1e6) / 1e6;
}
