import { once } from '../../once.ts';
import { drr, hfsc, htb, multiq, prio, qfq } from './classful.ts';
import { codelTime, withCodelTimes } from './codel-time.ts';
import { ets } from './ets.ts';
import { cbs, etf, mqprio } from './hardware.ts';
import { CERTAIN } from './measure.ts';
import {
  bucketFault,
  COUNT,
  HANDLE,
  MICROSECONDS,
  OFF,
  ON,
  packets,
  type QdiscKind,
  type QdiscOption,
  type QdiscOptions,
  QUANTUM,
  RATE,
  SHARE,
  SIZE,
  tickBytes,
  U32,
} from './option.ts';
import { choke, red, sfb } from './red.ts';

const CAKE_RTT = 100_000;

/** What pie and fq_pie have. The interval at which the kernel computes (tupdate) depends on its timer, and is left to it. */
const PIE: Readonly<Record<string, QdiscOption>> = {
  limit: { ...COUNT, least: 1, usual: 1000 },
  target: { ...MICROSECONDS, usual: 15_000 },
  alpha: { ...COUNT, most: 32, usual: 2 },
  beta: { ...COUNT, most: 32, usual: 20 },
  ecn: OFF,
  bytemode: OFF,
  'dq-rate-estimator': OFF,
};

/** Ticks are no whole number of microseconds (pie_change). */
const pieTolerance = (option: string): number => (option === 'target' ? 1 : 0);

/** The delay that tc asks for along with a round-trip time: 5 % of it. The kernel does not derive it (cake_change). */
const cakeTarget = ({ rtt = CAKE_RTT }: QdiscOptions): number => Math.max(1, Math.floor(rtt / 20));

/**
 * The disciplines that can be declared, with the options of the pages tc-cake(8), tc-fq_codel(8) … in their order, spelled with
 * dashes. The ranges and defaults are those of the *_change and *_init functions of net/sched/sch_*.c.
 */
export const qdiscKinds = once((): Readonly<Record<string, QdiscKind>> => {
  const kinds: Record<string, QdiscKind> = {
    cake: {
      options: {
        bandwidth: { ...RATE, usual: 0 },
        rtt: { ...MICROSECONDS, least: 1, usual: CAKE_RTT },
        target: { ...MICROSECONDS, least: 1, usual: cakeTarget({}) },
        diffserv: {
          how: {
            measure: 'words',
            words: { diffserv3: 0, diffserv4: 1, diffserv8: 2, besteffort: 3, precedence: 4 },
          },
          usual: 0,
        },
        'flow-mode': {
          how: {
            measure: 'words',
            words: {
              ...{ flowblind: 0, srchost: 1, dsthost: 2, hosts: 3, flows: 4 },
              ...{ 'dual-srchost': 5, 'dual-dsthost': 6, 'triple-isolate': 7 },
            },
          },
          usual: 7,
        },
        nat: OFF,
        wash: OFF,
        ingress: OFF,
        'ack-filter': {
          how: { measure: 'words', words: { off: 0, on: 1, aggressive: 2 } },
          usual: 0,
        },
        'split-gso': ON,
        overhead: { how: { measure: 'count' }, least: -64, most: 256 },
        mpu: { ...COUNT, most: 256, usual: 0 },
        atm: { how: { measure: 'words', words: { noatm: 0, atm: 1, ptm: 2 } }, usual: 0 },
        memlimit: { ...SIZE, usual: 0 },
        fwmark: { ...COUNT, usual: 0 },
      },
      settle: (options) => ({ target: cakeTarget(options), ...options }),
      unsettle: ({ target = cakeTarget({}), ...options }) =>
        target === cakeTarget(options) ? options : { ...options, target },
    },
    fq_codel: {
      options: {
        limit: { ...COUNT, usual: 10_240 },
        flows: { ...COUNT, least: 1, most: 65_536, usual: 1024, fixed: true },
        quantum: { ...QUANTUM, ofDevice: packets(1) },
        target: { ...MICROSECONDS, usual: 5000 },
        interval: { ...MICROSECONDS, usual: 100_000 },
        'memory-limit': { ...SIZE, most: 2 ** 31, usual: 32 << 20 },
        ecn: ON,
        'ce-threshold': MICROSECONDS,
        'drop-batch': { ...COUNT, least: 1, usual: 64 },
      },
      settle: (options) => withCodelTimes(options, codelTime),
    },
    fq: {
      options: {
        limit: { ...COUNT, usual: 10_000 },
        'flow-limit': { ...COUNT, usual: 100 },
        buckets: { ...COUNT, least: 2, most: 1 << 18, usual: 1024 },
        'orphan-mask': { ...COUNT, usual: 1023 },
        quantum: { ...QUANTUM, ofDevice: packets(2) },
        'initial-quantum': { ...SIZE, most: 1 << 20, ofDevice: packets(10) },
        pacing: ON,
        maxrate: { how: { measure: 'rate' }, most: U32, usual: U32 },
        'low-rate-threshold': { how: { measure: 'rate' }, most: U32, usual: 68_750 },
        'ce-threshold': { ...MICROSECONDS, usual: U32 },
        'timer-slack': { how: { measure: 'time', unit: 'ns' }, most: U32, usual: 10_000 },
        horizon: { ...MICROSECONDS, usual: 10_000_000 },
        'horizon-drop': ON,
      },
      fault: ({ buckets = 1 }) =>
        Number.isInteger(Math.log2(buckets)) ? undefined : ['buckets', 'must be a power of two'],
    },
    codel: {
      options: {
        limit: { ...COUNT, usual: 1000 },
        target: { ...MICROSECONDS, usual: 5000 },
        interval: { ...MICROSECONDS, usual: 100_000 },
        ecn: OFF,
        'ce-threshold': MICROSECONDS,
      },
      settle: (options) => withCodelTimes(options, codelTime),
    },
    sfq: {
      options: {
        limit: { ...COUNT, least: 2, most: 127 * 65_408, usual: 127 },
        perturb: { how: { measure: 'time', unit: 's', bare: true }, most: 2_147_483, usual: 0 },
        quantum: { ...QUANTUM, ofDevice: packets(1) },
        depth: { ...COUNT, least: 1, most: 127, usual: 127 },
        // Never more than the packets, nor the divisor (sfq_change): it follows from these.
        flows: { ...COUNT, least: 1, most: 65_408, ofDevice: () => [127, 128] },
        divisor: { ...COUNT, least: 1, most: 65_536, usual: 1024 },
        headdrop: OFF,
      },
      isFixed: true,
      fault: sfqFault,
    },
    tbf: {
      options: {
        rate: { ...RATE, least: 1, needed: true },
        burst: { ...SIZE, least: 1, needed: true },
        limit: { ...SIZE, least: 1 },
        latency: { ...MICROSECONDS, wording: true },
        peakrate: RATE,
        mtu: { ...SIZE, least: 1 },
        mpu: { ...SIZE, most: 0xffff, usual: 0 },
      },
      bands: () => 1,
      // fifo_set_limit
      renews: (child) => child === 'pfifo' || child === 'bfifo',
      fault: tbfFault,
      settle: tbfLimit,
      tolerance: (option, { rate = 0, peakrate = 0 }) =>
        option === 'burst' ? tickBytes(rate) : option === 'mtu' ? tickBytes(peakrate) : 0,
    },
    netem: {
      options: {
        limit: { ...COUNT, usual: 1000 },
        delay: { how: { measure: 'time', unit: 'ns' }, most: 2 ** 53 - 1, usual: 0 },
        // netem_change
        jitter: { how: { measure: 'time', unit: 'ns' }, most: 0x7fff_ffff, usual: 0 },
        'delay-correlation': SHARE,
        loss: SHARE,
        'loss-correlation': SHARE,
        duplicate: SHARE,
        'duplicate-correlation': SHARE,
        corrupt: SHARE,
        'corrupt-correlation': SHARE,
        reorder: SHARE,
        'reorder-correlation': SHARE,
        gap: { ...COUNT, usual: 0 },
        rate: { ...RATE, usual: 0 },
        ecn: OFF,
      },
      bands: () => 1,
      fault: netemFault,
      settle: netemOrder,
      unsettle: netemSaid,
    },
    pfifo: { options: { limit: { ...COUNT, ofDevice: ({ queueLength }) => [queueLength] } } },
    bfifo: {
      options: {
        limit: { ...SIZE, ofDevice: ({ mtu, queueLength }) => [queueLength * mtu, queueLength * (mtu + 14)] },
      },
    },
    pfifo_fast: { options: {} },
    mq: { options: {}, bands: () => Number.POSITIVE_INFINITY },
    htb,
    hfsc,
    prio,
    multiq,
    ets: ets(),
    drr,
    qfq,
    pie: { options: PIE, tolerance: pieTolerance },
    fq_pie: {
      options: {
        ...PIE,
        limit: { ...COUNT, least: 1, usual: 10_240 },
        flows: { ...COUNT, least: 1, most: 65_536, usual: 1024, fixed: true },
        quantum: { ...QUANTUM, ofDevice: packets(1) },
        'memory-limit': { ...SIZE, usual: 32 << 20 },
        'ecn-prob': { ...COUNT, most: 100, usual: 10 },
      },
      tolerance: pieTolerance,
    },
    hhf: {
      options: {
        limit: { ...COUNT, usual: 1000 },
        quantum: { ...QUANTUM, ofDevice: packets(1) },
        'hh-limit': { ...COUNT, usual: 2048 },
        'reset-timeout': { ...MICROSECONDS, usual: 40_000 },
        'admit-bytes': { ...SIZE, usual: 128 << 10 },
        'evict-timeout': { ...MICROSECONDS, usual: 1_000_000 },
        'non-hh-weight': { ...COUNT, least: 1, most: 1023, usual: 2 },
      },
      fault: hhfFault,
    },
    pfifo_head_drop: { options: { limit: { ...COUNT, ofDevice: ({ queueLength }) => [queueLength] } } },
    skbprio: { options: { limit: { ...COUNT, usual: 64 } } },
    red,
    choke,
    sfb,
    mqprio: mqprio(),
    cbs,
    etf,
  };
  // Any number will do where none is declared.
  const handle: QdiscOption = { ...HANDLE, ofDevice: () => [] };
  const all = Object.entries(kinds).map(([name, kind]): [string, QdiscKind] => [
    name,
    { ...kind, options: { handle, ...kind.options } },
  ]);
  return { ...Object.fromEntries(all), noqueue: { options: {} } };
});

/** Of its timer's ticks, which are of 1, 3⅓, 4 or 10 ms, there is a whole number in this. */
const TICKS = 20_000;

function hhfFault(options: QdiscOptions) {
  const odd = ['reset-timeout', 'evict-timeout'].find((name) => (options[name] ?? 0) % TICKS !== 0);
  return odd === undefined
    ? undefined
    : ([odd, 'must be a multiple of 20ms: the kernel counts in ticks of its timer'] as const);
}

/** The kind with this name; undefined if it cannot be declared. */
export const qdiscKind = (name: string): QdiscKind | undefined =>
  Object.hasOwn(qdiscKinds(), name) ? qdiscKinds()[name] : undefined;

function sfqFault({ limit, depth = 127, flows, divisor = 1024 }: QdiscOptions) {
  if (!Number.isInteger(Math.log2(divisor))) return ['divisor', 'must be a power of two'] as const;
  if (flows !== undefined && flows > Math.min(divisor, limit ?? divisor))
    return ['flows', 'must be at most "limit" and "divisor"'] as const;
  if (limit !== undefined && limit > depth * (flows ?? Math.min(128, divisor)))
    return ['limit', 'must be at most "depth" times "flows"'] as const;
  return undefined;
}

function tbfFault(options: QdiscOptions) {
  const { rate = 0, burst = 0, limit, latency, peakrate, mtu, mpu = 0 } = options;
  if (limit !== undefined && latency !== undefined)
    return ['latency', 'says "limit" in other words: write one of them'] as const;
  if (limit === undefined && latency === undefined) return ['', 'needs "latency" or "limit"'] as const;
  if (latency !== undefined && (tbfLimit(options)['limit'] ?? 0) > U32)
    return ['latency', 'is too long for this rate: more bytes would wait than the kernel can count'] as const;
  const fault = bucketFault('burst', burst, 'rate', rate, mpu);
  if (fault !== undefined) return fault;
  if (peakrate === undefined)
    return mtu === undefined ? undefined : (['mtu', 'is the burst at "peakrate", which is missing'] as const);
  if (mtu === undefined) return ['peakrate', 'needs "mtu", the burst at that rate'] as const;
  if (peakrate <= rate) return ['peakrate', 'must be higher than "rate"'] as const;
  return bucketFault('mtu', mtu, 'peakrate', peakrate, mpu);
}

/** As tc computes it: what comes in at the rate meanwhile, and a burst. */
function tbfLimit({ latency, ...options }: QdiscOptions): QdiscOptions {
  if (latency === undefined) return options;
  const { rate = 0, burst = 0, peakrate, mtu = 0 } = options;
  const seconds = latency / 1e6;
  const atRate = rate * seconds + burst;
  const limit = peakrate === undefined ? atRate : Math.min(atRate, peakrate * seconds + mtu);
  return { ...options, limit: Math.floor(limit) };
}

/** Without a gap nothing is reordered; a gap alone reorders everything (netem_change). */
function netemOrder(options: QdiscOptions): QdiscOptions {
  const { reorder, gap } = options;
  if (reorder === undefined) return gap === undefined ? options : { ...options, reorder: CERTAIN };
  return gap === undefined ? { ...options, gap: 1 } : options;
}

/** What {@link netemOrder} would add is said, and the delay that goes with other options. */
function netemSaid(options: QdiscOptions): QdiscOptions {
  const { delay = 0, jitter, reorder = 0, gap = 0 } = options;
  return {
    ...options,
    ...(jitter !== undefined && { delay }),
    ...((reorder > 0 || gap > 0) && { delay, reorder, gap }),
  };
}

function netemFault({ delay, jitter, reorder, gap }: QdiscOptions) {
  if (delay !== undefined) return undefined;
  if (jitter !== undefined) return ['jitter', 'needs "delay"'] as const;
  if (reorder !== undefined) return ['reorder', 'needs "delay"'] as const;
  return gap === undefined ? undefined : (['gap', 'needs "delay"'] as const);
}
