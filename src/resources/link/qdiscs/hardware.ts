import { countOf, offsetOf, queuesFrom } from '../../../model/language/qdiscs/measure.ts';
import { asList, listOf, type QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { flagsIn, flagsOf, type QdiscWire } from './wire.ts';

const ALL = 16;

/** A list that has a place for each of 16. */
const filled = (values: readonly number[]): readonly number[] =>
  Array.from({ length: ALL }, (_, i) => values[i] ?? 0);

interface Classes {
  readonly numTc: number;
  readonly prioTcMap: readonly number[];
  readonly hw: number;
  readonly count: readonly number[];
  readonly offset: readonly number[];
}

export const mqprio: QdiscWire = {
  write: (options) => {
    const queues = listOf('queues', options);
    return {
      numTc: options['num-tc'] ?? 0,
      prioTcMap: filled(listOf('map', options)),
      hw: options['hw'] ?? 0,
      count: filled(queues.map(countOf)),
      offset: filled(queues.map(offsetOf)),
    };
  },
  read: (members) => {
    // Safe: what mqprio_dump always writes.
    const { numTc, prioTcMap, hw, count, offset } = members as unknown as Classes;
    const queues = count.slice(0, numTc).map((one, i) => queuesFrom(offset[i] ?? 0, one));
    return { 'num-tc': numTc, ...asList('map', prioTcMap), ...asList('queues', queues), hw };
  },
};

export const cbs: QdiscWire = {
  write: ({ hicredit, locredit, idleslope, sendslope, offload }) => ({
    parms: { offload, hicredit, locredit, idleslope, sendslope },
  }),
  // Safe: what cbs_dump always writes.
  read: ({ parms }) => parms as QdiscOptions,
};

/** CLOCK_TAI of linux/time.h. */
const TAI = 11;

/** TC_ETF_* */
const ETF_FLAGS = { 'deadline-mode': 1, offload: 2, 'skip-sock-check': 4 } as const;

export const etf: QdiscWire = {
  always: true,
  write: (options) => ({
    parms: { delta: options['delta'] ?? 0, clockid: TAI, flags: flagsOf(ETF_FLAGS, options) },
  }),
  read: ({ parms }) => {
    // Safe: what etf_dump always writes.
    const { delta, flags } = parms as { readonly delta: number; readonly flags: number };
    return { delta, ...flagsIn(ETF_FLAGS, flags) };
  },
};
