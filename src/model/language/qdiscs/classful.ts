import { priomapBands, priomapOf } from './measure.ts';
import {
  bucketFault,
  COUNT,
  HANDLE,
  MICROSECONDS,
  type OptionTable,
  packets,
  type QdiscKind,
  type QdiscOptions,
  RATE,
  SIZE,
  tickBytes,
  U32,
} from './option.ts';

// Disciplines with classes, with the options of tc-htb(8) and so on. Classes are named by the number of their discipline, so
// that it has to be known: it is 1 unless it is declared.

const numbered = (options: QdiscOptions): QdiscOptions => ({ handle: 1, ...options });

const unnumbered = ({ handle, ...options }: QdiscOptions): QdiscOptions =>
  handle === undefined || handle === 1 ? options : { handle, ...options };

const BUCKETS = [
  ['burst', 'rate'],
  ['cburst', 'ceil'],
] as const;

/** What tc takes for the burst at a rate, where timers are exact: a packet, and what comes in within a nanosecond. */
const usualBurst = (rate: number): number => 1600 + Math.floor(rate / 1e9);

const htbClass: OptionTable = {
  options: {
    rate: { ...RATE, least: 1, needed: true },
    ceil: { ...RATE, least: 1 },
    burst: { ...SIZE, least: 1 },
    cburst: { ...SIZE, least: 1 },
    // TC_HTB_NUMPRIO
    priority: { ...COUNT, most: 7, usual: 0 },
    quantum: { ...SIZE, least: 1 },
    overhead: { ...COUNT, most: 0xffff, usual: 0 },
    mpu: { ...COUNT, most: 0xffff, usual: 0 },
  },
  fault(options) {
    const all = htbSettled(options);
    const { rate = 0, ceil = 0, mpu = 0 } = all;
    if (ceil < rate) return ['ceil', 'must be at least "rate"'];
    for (const [burst, at] of BUCKETS) {
      const fault = bucketFault(burst, all[burst] ?? 0, at, all[at] ?? 0, mpu);
      if (fault !== undefined)
        return burst in options ? fault : [at, 'is too low: the kernel cannot count the burst'];
    }
    return undefined;
  },
  settle: htbSettled,
  // htb_change_class
  derived: ({ rate = 0 }, { r2q = 10 }) => ({
    quantum: Math.min(Math.max(Math.floor(rate / r2q), 1000), 200_000),
  }),
  unsettle({ ceil, ...options }) {
    const { rate = 0 } = options;
    const all: QdiscOptions = { ...options, ...(ceil !== undefined && { ceil }) };
    const said: Record<string, number> = { ...options };
    for (const [burst, at] of BUCKETS) {
      const speed = all[at] ?? rate;
      if (Math.abs((options[burst] ?? 0) - usualBurst(speed)) <= tickBytes(speed)) delete said[burst];
    }
    return { ...said, ...(ceil !== undefined && ceil !== rate && { ceil }) };
  },
  tolerance: (option, { rate = 0, ceil = rate }) =>
    option === 'burst' ? tickBytes(rate) : option === 'cburst' ? tickBytes(ceil) : 0,
};

function htbSettled(options: QdiscOptions): QdiscOptions {
  const { rate = 0, ceil = rate } = options;
  return { ceil, burst: usualBurst(rate), cburst: usualBurst(ceil), ...options };
}

export const htb: QdiscKind = {
  options: {
    handle: HANDLE,
    default: { how: { measure: 'minor' }, most: 0xffff, usual: 0, fixed: true },
    r2q: { ...COUNT, least: 1, usual: 10, fixed: true },
    'direct-qlen': { ...COUNT, fixed: true, ofDevice: ({ queueLength }) => [queueLength] },
  },
  classes: htbClass,
  settle: numbered,
  unsettle: unnumbered,
};

/** Of the 16 priorities of packets (linux/pkt_sched.h, TC_PRIO_MAX), as pfifo_fast has them. */
const USUAL_PRIOMAP = priomapOf([1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]) ?? 0;

export const prio: QdiscKind = {
  options: {
    handle: HANDLE,
    bands: { ...COUNT, least: 2, most: 16, usual: 3 },
    priomap: { how: { measure: 'priomap' }, most: 9 ** 16 - 1, usual: USUAL_PRIOMAP },
  },
  bands: ({ bands = 3 }) => bands,
  classifies: true,
  fault({ bands = 3, priomap = USUAL_PRIOMAP }) {
    const most = Math.max(...priomapBands(priomap));
    if (most < bands) return undefined;
    return [
      'bands',
      `must be more than ${most}, the highest number in "priomap": the bands are numbered from 0`,
    ];
  },
  settle: numbered,
  unsettle: unnumbered,
};

/** As many bands as the device has queues: the kernel does not say in advance. */
export const multiq: QdiscKind = {
  options: { handle: HANDLE },
  bands: () => Number.POSITIVE_INFINITY,
  classifies: true,
  settle: numbered,
  unsettle: unnumbered,
};

/** The curves of tc-hfsc(8): what a class is sure of in time, its share of what is left, and the most that it gets. */
const CURVES = ['rt', 'ls', 'ul'] as const;

/** struct tc_service_curve: `m1` for the time `d`, then `m2`. */
const curveOptions = (curve: string): OptionTable['options'] => ({
  [`${curve}-m1`]: { ...RATE, most: U32, usual: 0 },
  [`${curve}-d`]: { ...MICROSECONDS, usual: 0 },
  [`${curve}-m2`]: { ...RATE, most: U32, least: 1 },
});

const hfscClass: OptionTable = {
  options: Object.assign({}, ...CURVES.map(curveOptions)) as OptionTable['options'],
  keepsUnsaid: true,
  needsAbove: 'ls-m2',
  fault(options) {
    for (const curve of CURVES) {
      const [m1, d, m2] = ['m1', 'd', 'm2'].map((part) => options[`${curve}-${part}`]);
      if (m2 === undefined && (m1 !== undefined || d !== undefined))
        return [`${curve}-${m1 === undefined ? 'd' : 'm1'}`, `needs "${curve}-m2", the rate in the long run`];
      if ((m1 ?? 0) > 0 && (d ?? 0) === 0)
        return [`${curve}-m1`, `needs "${curve}-d", the time for which it lasts`];
      if ((d ?? 0) > 0 && m1 === undefined)
        return [`${curve}-d`, `needs "${curve}-m1", the rate in that time`];
    }
    const { 'rt-m2': rt, 'ls-m2': ls, 'ul-m2': ul } = options;
    if (ul !== undefined && ls === undefined) return ['ul-m2', 'needs "ls-m2", the share that it limits'];
    return rt === undefined && ls === undefined ? ['', 'needs "rt-m2" or "ls-m2"'] : undefined;
  },
};

export const hfsc: QdiscKind = {
  options: {
    handle: HANDLE,
    default: { how: { measure: 'minor' }, most: 0xffff, usual: 0 },
  },
  classes: hfscClass,
  settle: numbered,
  unsettle: unnumbered,
};

export const qfq: QdiscKind = {
  options: { handle: HANDLE },
  classes: {
    options: {
      // QFQ_MAX_WEIGHT, QFQ_MIN_LMAX, QFQ_MAX_LMAX
      weight: { ...COUNT, least: 1, most: 1023, usual: 1 },
      lmax: { ...SIZE, least: 512, most: 1 << 16, ofDevice: packets(1) },
    },
  },
  settle: numbered,
  unsettle: unnumbered,
};

export const drr: QdiscKind = {
  options: { handle: HANDLE },
  classes: { options: { quantum: { ...SIZE, least: 1, ofDevice: packets(1) } } },
  settle: numbered,
  unsettle: unnumbered,
};
