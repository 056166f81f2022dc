import { handleText, parseHandle } from './handle.ts';

/**
 * How an option of a queueing discipline is written. Its value is a number in the kernel's own unit: bytes per second,
 * bytes, packets, parts of {@link CERTAIN}, or the number of a word.
 */
export type Measure =
  | { readonly measure: 'count' }
  | { readonly measure: 'rate' }
  | { readonly measure: 'size' }
  /** `bare`: a number without a unit is in seconds, as tc reads it. */
  | { readonly measure: 'time'; readonly unit: 'us' | 'ns' | 'ms' | 's'; readonly bare?: true }
  | { readonly measure: 'percent' }
  | { readonly measure: 'switch' }
  /** The number of a discipline, as in `1:`, and that of a class within one; both hexadecimal, as tc reads them. */
  | { readonly measure: 'handle' }
  | { readonly measure: 'minor' }
  /** The number of a class with that of its discipline, as in `1:10`. */
  | { readonly measure: 'class' }
  /** 16 numbers up to 8, here the digits of one. */
  | { readonly measure: 'priomap' }
  /** A code point, by its name or its number. */
  | { readonly measure: 'dscp' }
  /** How many queues, and from which on, as in `2@0`. */
  | { readonly measure: 'queues' }
  | { readonly measure: 'words'; readonly words: Readonly<Record<string, number>> };

/** The kernel's number for 100 %. */
export const CERTAIN = 0xffff_ffff;

/** Bits per second; tc reads `kbit` as 1000 and `kibit` as 1024. */
const RATES: Readonly<Record<string, number>> = {
  ...{ '': 1, bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9, tbit: 1e12 },
  ...{ kibit: 2 ** 10, mibit: 2 ** 20, gibit: 2 ** 30, tibit: 2 ** 40 },
  ...{ bps: 8, kbps: 8e3, mbps: 8e6, gbps: 8e9, tbps: 8e12 },
};
/** Bytes; tc reads all of these as powers of 1024. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ '': 1, b: 1, k: 2 ** 10, kb: 2 ** 10, m: 2 ** 20, mb: 2 ** 20, g: 2 ** 30, gb: 2 ** 30 },
};
/** Nanoseconds. */
const TIMES: Readonly<Record<string, number>> = {
  ...{ ns: 1, nsec: 1, nsecs: 1, us: 1e3, usec: 1e3, usecs: 1e3 },
  ...{ ms: 1e6, msec: 1e6, msecs: 1e6, s: 1e9, sec: 1e9, secs: 1e9 },
};
const SWITCHING = { measure: 'switch' } as const;
const NANOSECONDS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 } as const;
const SWITCH: Readonly<Record<string, number>> = { true: 1, on: 1, yes: 1, false: 0, off: 0, no: 0 };

/** Reads a text; undefined if it is not one of this measure. */
export function parseMeasure(text: string, how: Measure): number | undefined {
  switch (how.measure) {
    case 'count':
      return parseCount(text);
    case 'rate':
      return scaled(text, RATES, 8);
    case 'size':
      return scaled(text, SIZES, 1);
    case 'time':
      return how.bare === true && /^[0-9]+$/.test(text)
        ? Number(text)
        : scaled(text === '0' ? '0s' : text, TIMES, NANOSECONDS[how.unit]);
    case 'percent':
      return parsePercent(text);
    case 'switch':
      return wordIn(SWITCH, text.toLowerCase());
    case 'handle':
      return hexIn(/^(?:0x)?([0-9a-f]{1,4}):?$/i, text);
    case 'minor':
      return hexIn(/^(?:[0-9a-f]{0,4}:|0x)?([0-9a-f]{1,4})$/i, text);
    case 'class':
      return parseHandle(text);
    case 'priomap':
      return priomapOf(text.split(/[ ,]+/).map(Number));
    case 'queues':
      return queuesOf(text);
    case 'dscp':
      return wordIn(DSCP, text.toLowerCase()) ?? parseCount(text);
    case 'words':
      return (
        wordIn(how.words, text.toLowerCase()) ??
        ('on' in how.words ? parseMeasure(text, SWITCHING) : undefined)
      );
  }
}

/** The shortest text that is exactly this value, in the units that tc prints. */
export function measureText(value: number, how: Measure): string {
  switch (how.measure) {
    case 'count':
      return String(value);
    case 'rate':
      return unitText(value * 8, [
        [1e12, 'Tbit'],
        [1e9, 'Gbit'],
        [1e6, 'Mbit'],
        [1e3, 'Kbit'],
        [1, 'bit'],
      ]);
    case 'size':
      return unitText(value, [
        [2 ** 30, 'Gb'],
        [2 ** 20, 'Mb'],
        [2 ** 10, 'Kb'],
        [1, 'b'],
      ]);
    case 'time':
      return value === 0
        ? '0s'
        : unitText(value * NANOSECONDS[how.unit], [
            [1e9, 's'],
            [1e6, 'ms'],
            [1e3, 'us'],
            [1, 'ns'],
          ]);
    case 'percent':
      return `${percentText(value)}%`;
    case 'switch':
      return value === 0 ? 'off' : 'on';
    case 'handle':
      return `${value.toString(16)}:`;
    case 'minor':
      return value.toString(16);
    case 'class':
      return handleText(value);
    case 'priomap':
      return priomapBands(value).join(',');
    case 'dscp':
      return Object.entries(DSCP).find(([, number]) => number === value)?.[0] ?? String(value);
    case 'queues':
      return `${countOf(value)}@${offsetOf(value)}`;
    case 'words':
      return Object.entries(how.words).find(([, number]) => number === value)?.[0] ?? String(value);
  }
}

/** What a text of this measure looks like, for complaints. */
export const measureNoun = (how: Measure): string => NOUNS[how.measure];

const NOUNS: Readonly<Record<Measure['measure'], string>> = {
  count: 'a whole number',
  rate: 'a rate such as 50Mbit or 500kbit',
  size: 'a size such as 1514b, 32Kb or 4Mb',
  time: 'a time with its unit, such as 5ms or 100us',
  percent: 'a percentage such as 1% or 0.5%',
  switch: 'true or false',
  handle: 'a handle such as "1:", with a hexadecimal number from 1 to fffe',
  minor: 'the number of a class, such as 10 (hexadecimal)',
  class: 'the handle of a class such as "1:10"',
  priomap: 'a text of 16 numbers from 0 to 8, such as "1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1"',
  dscp: 'a number from 0 to 63 or a name such as ef, af41 or cs1',
  queues: 'queues such as 2@0: how many, and from which on',
  words: 'one of its words',
};

function hexIn(form: RegExp, text: string): number | undefined {
  const digits = form.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** Code points of DSCP by their names (RFC 2474, 2597, 3246, 5865, 8622). */
const DSCP: Readonly<Record<string, number>> = {
  ...{ le: 1, ef: 46, 'voice-admit': 44 },
  ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`cs${i}`, i * 8])),
  ...Object.fromEntries([1, 2, 3, 4].flatMap((x) => [1, 2, 3].map((y) => [`af${x}${y}`, x * 8 + y * 2]))),
};

const PRIORITIES = 16;
/** With 9 digits there are fewer numbers than a JavaScript number can hold. */
const BASE = 9;

/** A list of bands by the priority of packets, as one number; undefined if it is none that this can hold. */
export function priomapOf(bands: readonly number[]): number | undefined {
  if (
    bands.length !== PRIORITIES ||
    bands.some((band) => !(Number.isInteger(band) && band >= 0 && band < BASE))
  )
    return undefined;
  return bands.reduce((all, band) => all * BASE + band, 0);
}

/** The inverse of {@link priomapOf}. */
export const priomapBands = (value: number): readonly number[] =>
  Array.from(value.toString(BASE).padStart(PRIORITIES, '0'), Number);

const QUEUES = 0x1_0000;
export const countOf = (queues: number): number => queues % QUEUES;
export const offsetOf = (queues: number): number => Math.floor(queues / QUEUES);
export const queuesFrom = (offset: number, count: number): number => offset * QUEUES + count;

function queuesOf(text: string): number | undefined {
  const [, count, offset] = /^([0-9]{1,5})@([0-9]{1,5})$/.exec(text) ?? [];
  const isIn = (number: string | undefined): boolean => number !== undefined && Number(number) < QUEUES;
  return isIn(count) && isIn(offset) && count !== '0' ? queuesFrom(Number(offset), Number(count)) : undefined;
}

function parseCount(text: string): number | undefined {
  return /^(0x[0-9a-f]{1,8}|-?[0-9]{1,15})$/i.test(text) ? Number(text) : undefined;
}

/** A number with a unit, rounded to a whole number of `parts`. Of 64 bits, as bits per second, there are 21 digits. */
function scaled(text: string, units: Readonly<Record<string, number>>, parts: number): number | undefined {
  const [, number = '', word = ''] = /^([0-9]{1,21}(?:\.[0-9]{1,9})?) *([a-z]*)$/i.exec(text) ?? [];
  const unit = wordIn(units, word.toLowerCase());
  return number === '' || unit === undefined ? undefined : Math.round((Number(number) * unit) / parts);
}

function parsePercent(text: string): number | undefined {
  const [, number = ''] = /^([0-9]{1,3}(?:\.[0-9]{1,9})?) *%?$/.exec(text) ?? [];
  return number === '' ? undefined : Math.round((Number(number) / 100) * CERTAIN);
}

/** With as few digits as give the same number of parts again. */
function percentText(value: number): string {
  const percent = (value / CERTAIN) * 100;
  for (let digits = 0; digits < 9; digits++) {
    const text = String(Number(percent.toFixed(digits)));
    if (parsePercent(text) === value) return text;
  }
  return percent.toFixed(9);
}

function wordIn(words: Readonly<Record<string, number>>, word: string): number | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function unitText(value: number, units: readonly (readonly [number, string])[]): string {
  const [size = 1, name = ''] = (value === 0 ? units.at(-1) : units.find(([one]) => value % one === 0)) ?? [];
  return `${value / size}${name}`;
}
