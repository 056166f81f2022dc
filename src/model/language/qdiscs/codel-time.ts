// The kernel counts the times of CoDel in units of 1024 ns, and rounds down when it takes microseconds and when it shows
// them (CODEL_SHIFT): of 5 ms it shows 4999 us. Here they are the fewest microseconds that it takes for the same.

const UNIT = 1.024;

/** The time that the kernel makes of a declared one, in microseconds. */
export const codelTime = (said: number): number => Math.ceil(Math.floor(said / UNIT) * UNIT);

/** The time that was said where the kernel shows this one. */
export const codelTimeShown = (shown: number): number => Math.ceil(Math.ceil(shown / UNIT) * UNIT);

export const CODEL_TIMES = ['target', 'interval', 'ce-threshold'] as const;

/** Options with their times of CoDel converted. */
export const withCodelTimes = (
  options: Readonly<Record<string, number>>,
  convert: (time: number) => number,
): Readonly<Record<string, number>> => {
  const converted: Record<string, number> = { ...options };
  for (const name of CODEL_TIMES) {
    const time = options[name];
    if (time !== undefined) converted[name] = convert(time);
  }
  return converted;
};
