import { CERTAIN } from './measure.ts';
import {
  COUNT,
  OFF,
  type OptionTable,
  type QdiscKind,
  type QdiscOption,
  type QdiscOptions,
  RATE,
  SHARE,
  SIZE,
  TICK,
} from './option.ts';

// Random early detection. The kernel has weights and a table that follow from sizes and rates, which it does not keep: these are
// computed as tc does (tc_red.c). What the kernel shows of them is compared: `ewma` and `scell-log`.

const AVERAGE = 1000;
const BANDWIDTH = 10e6 / 8;

/** What the kernel has of the options: thresholds, and logarithms of weights. */
const SHOWN: Readonly<Record<string, QdiscOption>> = {
  probability: { ...SHARE, least: 1, usual: Math.round(0.02 * CERTAIN) },
  avpkt: { ...SIZE, least: 1, most: 1 << 16, usual: AVERAGE, unseen: true },
  burst: { ...COUNT, least: 1, most: 1 << 20, wording: true },
  bandwidth: { ...RATE, least: 1, unseen: true },
  // red_check_params
  ewma: { ...COUNT, least: 1, most: 31 },
  'scell-log': { ...COUNT, most: 31 },
  ecn: OFF,
};

/** How the thresholds of a kind are counted: in bytes of packets, or in packets. */
interface Counting {
  readonly unit: (average: number) => number;
}

/** The least weight of a packet in the average, 2^-ewma, with which so many packets in a row are let through; undefined if there is none. */
function ewmaOf(minimum: number, burst: number): number | undefined {
  const ahead = burst + 1 - minimum;
  if (ahead < 1) return undefined;
  for (let log = 1; log < 32; log++) {
    const weight = 2 ** -log;
    if (ahead <= (1 - (1 - weight) ** burst) / weight) return log;
  }
  return undefined;
}

/** By how much an empty queue lowers the average, with each tick: a logarithm. */
const damping = (ewma: number, average: number, rate: number): number =>
  -Math.log(1 - 2 ** -ewma) / Math.ceil(average / rate / TICK);

/** After 31 halvings nothing is left. */
const HALVINGS = 31;
const CELLS = 256;
const LOGARITHMS = Array.from({ length: 32 }, (_, i) => i);

/** How long a cell of the table is, in ticks: a logarithm. */
function cellLogOf(perTick: number): number | undefined {
  return LOGARITHMS.find((log) => HALVINGS / perTick / 2 ** log < 2 * CELLS);
}

/** What a queue's average is halved by for the time that it was empty, by the cells of that time (tc_red_eval_idle_damping). */
export function idleTable({
  ewma = 1,
  avpkt = AVERAGE,
  bandwidth,
  'scell-log': cellLog = 0,
}: QdiscOptions): Uint8Array {
  // Of a table that was not computed here, the kernel tells the length of its cells only: one in the middle of those that have it.
  const perTick =
    bandwidth === undefined ? HALVINGS / (1.5 * CELLS * 2 ** cellLog) : damping(ewma, avpkt, bandwidth);
  const table = Uint8Array.from({ length: CELLS }, (_, i) => Math.min(HALVINGS, i * 2 ** cellLog * perTick));
  table[CELLS - 1] = HALVINGS;
  return table;
}

/** The logarithm that older kernels have in the place of the probability (tc_red_eval_P). */
export function probabilityLog({ min = 0, max = 0, probability = 0 }: QdiscOptions): number {
  const share = probability / CERTAIN / Math.max(1, max - min);
  return LOGARITHMS.find((log) => share * 2 ** log > 1) ?? 31;
}

function thresholds({ limit = 0, min, max }: QdiscOptions): { readonly min: number; readonly max: number } {
  const upper = max ?? (min === undefined ? Math.floor(limit / 4) : min * 3);
  return { min: min ?? Math.floor(upper / 3), max: upper };
}

function settledBy({ unit }: Counting): (options: QdiscOptions) => QdiscOptions {
  return ({ burst, ...options }) => {
    const { min, max } = thresholds(options);
    const { avpkt = AVERAGE, bandwidth = BANDWIDTH } = options;
    const size = unit(avpkt);
    const packets = burst ?? Math.max(Math.floor((2 * min + max) / (3 * size)), Math.ceil(min / size));
    const ewma = options['ewma'] ?? ewmaOf(min / size, packets);
    const cellLog =
      options['scell-log'] ?? (ewma === undefined ? undefined : cellLogOf(damping(ewma, avpkt, bandwidth)));
    return {
      ...options,
      ...{ min, max },
      ...(ewma !== undefined && { ewma }),
      ...(cellLog !== undefined && { 'scell-log': cellLog }),
      ...(options['scell-log'] === undefined && { bandwidth }),
    };
  };
}

function faultBy(counting: Counting): NonNullable<OptionTable['fault']> {
  const settle = settledBy(counting);
  return (options) => {
    const { burst, ewma, bandwidth, 'scell-log': cellLog, limit = 0 } = options;
    if (burst !== undefined && ewma !== undefined)
      return ['burst', 'says "ewma" in other words: write one of them'];
    if (bandwidth !== undefined && cellLog !== undefined)
      return ['bandwidth', 'says "scell-log" in other words: write one of them'];
    const settled = settle(options);
    const { min = 0, max = 0, ewma: weight, avpkt = AVERAGE } = settled;
    const size = counting.unit(avpkt);
    const at = 'min' in options ? 'min' : 'max' in options ? 'max' : 'limit';
    if (max > limit) return ['max' in options ? 'max' : 'min', 'is beyond "limit"'];
    if (min >= max) return [at, at === 'min' ? 'must be below "max"' : 'is too low for a "min" below it'];
    if (min < size)
      return [at, `makes "min" less than a packet: its average size is ${avpkt} bytes ("avpkt")`];
    if (weight === undefined && burst !== undefined && burst < min / size)
      return ['burst', `must be at least ${Math.ceil(min / size)}, the packets in "min"`];
    if (weight === undefined) return [burst === undefined ? at : 'burst', 'lets no packets through at once'];
    // red_check_params
    if (Math.floor(Math.log2(max)) + 1 + weight >= 32)
      return [at, `is too high for the kernel with the "ewma" ${weight}`];
    return settled['scell-log'] === undefined ? ['bandwidth', 'is too low for the kernel'] : undefined;
  };
}

/** A share of tc's, which rounds it down, as it was said. */
function shareSaid({ probability, ...options }: QdiscOptions): QdiscOptions {
  if (probability === undefined) return options;
  const round = Math.round((Math.round((probability / CERTAIN) * 1e5) / 1e5) * CERTAIN);
  return { ...options, probability: Math.abs(round - probability) <= 1 ? round : probability };
}

const BYTES: Counting = { unit: (average) => average };
const PACKETS: Counting = { unit: () => 1 };

export const red: QdiscKind = {
  options: {
    limit: { ...SIZE, least: 1, needed: true },
    min: { ...SIZE, least: 1 },
    max: { ...SIZE, least: 1 },
    ...SHOWN,
    harddrop: OFF,
    adaptive: OFF,
    nodrop: OFF,
  },
  bands: () => 1,
  // __red_change
  renews: () => true,
  fault: (options) =>
    options['nodrop'] === 1 && options['ecn'] !== 1 ? ['nodrop', 'needs "ecn"'] : faultBy(BYTES)(options),
  settle: settledBy(BYTES),
  unsettle: shareSaid,
  // The kernel changes the probability by itself then (red_adaptative_algo).
  tolerance: (option, { adaptive = 0 }) =>
    option !== 'probability' ? 0 : adaptive === 1 ? Number.POSITIVE_INFINITY : 1,
};

export const choke: QdiscKind = {
  options: {
    // CHOKE_MAX_QUEUE
    limit: { ...COUNT, least: 1, most: 128 * 1024 - 1, needed: true },
    min: { ...COUNT, least: 1 },
    max: { ...COUNT, least: 1 },
    ...SHOWN,
  },
  fault: faultBy(PACKETS),
  settle: settledBy(PACKETS),
  unsettle: shareSaid,
  tolerance: (option) => (option === 'probability' ? 1 : 0),
};

/** The kernel counts probabilities in this many parts (SFB_MAX_PROB). */
export const SFB_PARTS = 0xffff;
const SFB_PART = CERTAIN / SFB_PARTS;

const SFB_SHARES = ['increment', 'decrement'] as const;

export const sfb: QdiscKind = {
  options: {
    rehash: { how: { measure: 'time', unit: 'ms' }, most: 0xffff_ffff, usual: 600_000 },
    db: { how: { measure: 'time', unit: 'ms' }, most: 0xffff_ffff, usual: 60_000 },
    limit: { ...COUNT, least: 1, ofDevice: ({ queueLength }) => [queueLength] },
    max: { ...COUNT, least: 1, usual: 25 },
    target: { ...COUNT, least: 1, usual: 20 },
    increment: { ...SHARE, usual: 33 * SFB_PART },
    decrement: { ...SHARE, usual: 3 * SFB_PART },
    'penalty-rate': { ...COUNT, usual: 10 },
    'penalty-burst': { ...COUNT, usual: 20 },
  },
  bands: () => 1,
  // sfb_change
  renews: () => true,
  settle: (options) => {
    const rounded = SFB_SHARES.flatMap((name) => {
      const share = options[name];
      return share === undefined ? [] : [[name, Math.round(share / SFB_PART) * SFB_PART] as const];
    });
    return { ...options, ...Object.fromEntries(rounded) };
  },
};
