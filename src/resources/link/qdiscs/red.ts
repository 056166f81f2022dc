import { CERTAIN } from '../../../model/language/qdiscs/measure.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { idleTable, probabilityLog, SFB_PARTS } from '../../../model/language/qdiscs/red.ts';
import { TC_RED } from '../../../netlink/index.ts';
import { flagsIn, flagsOf, type Members, type QdiscWire } from './wire.ts';

interface Parameters {
  readonly limit: number;
  readonly qthMin: number;
  readonly qthMax: number;
  readonly wlog: number;
  readonly scellLog: number;
  readonly flags: number;
}

/** The flags by the names of the options. */
const FLAGS = {
  ecn: TC_RED.ECN,
  harddrop: TC_RED.HARDDROP,
  adaptive: TC_RED.ADAPTATIVE,
  nodrop: TC_RED.NODROP,
} as const;
const ALL_FLAGS = Object.values(FLAGS).reduce((all, one) => all | one, 0);

const common = (options: QdiscOptions, flags: number): Members => {
  const { limit = 0, min = 0, max = 0, ewma = 1, 'scell-log': scellLog = 0, probability = 0 } = options;
  return {
    parms: { limit, qthMin: min, qthMax: max, wlog: ewma, plog: probabilityLog(options), scellLog, flags },
    stab: idleTable(options),
    maxP: probability,
  };
};

function commonIn({ parms, maxP }: Members): QdiscOptions {
  // Safe: what red_dump and choke_dump always write.
  const { limit, qthMin, qthMax, wlog, scellLog } = parms as Parameters;
  return {
    ...{ limit, min: qthMin, max: qthMax, probability: Number(maxP ?? 0) },
    ...{ ewma: wlog, 'scell-log': scellLog },
  };
}

export const red: QdiscWire = {
  write: (options) => ({
    ...common(options, 0),
    flags: { value: flagsOf(FLAGS, options), selector: ALL_FLAGS },
  }),
  read(members) {
    const { flags } = members as { readonly flags?: { readonly value: number } };
    return { ...commonIn(members), ...flagsIn(FLAGS, flags?.value ?? 0) };
  },
};

export const choke: QdiscWire = {
  write: (options) => common(options, options['ecn'] === 1 ? TC_RED.ECN : 0),
  read(members) {
    // Safe: what choke_dump always writes.
    const { flags } = members['parms'] as Parameters;
    return { ...commonIn(members), ecn: (flags & TC_RED.ECN) === 0 ? 0 : 1 };
  },
};

const PART = CERTAIN / SFB_PARTS;

export const sfb: QdiscWire = {
  write: ({ rehash, db, limit = 0, max, target, increment = 0, decrement = 0, ...penalty }) => ({
    parms: {
      ...{ rehashInterval: rehash, warmupTime: db, limit, max, binSize: target },
      ...{ increment: Math.round(increment / PART), decrement: Math.round(decrement / PART) },
      ...{ penaltyRate: penalty['penalty-rate'], penaltyBurst: penalty['penalty-burst'] },
    },
  }),
  read: ({ parms }) => {
    // Safe: what sfb_dump always writes.
    const all = parms as Readonly<Record<string, number>>;
    const { rehashInterval = 0, warmupTime = 0, limit = 0, max = 0, binSize = 0 } = all;
    const { increment = 0, decrement = 0, penaltyRate = 0, penaltyBurst = 0 } = all;
    return {
      ...{ rehash: rehashInterval, db: warmupTime, limit, max, target: binSize },
      ...{ increment: increment * PART, decrement: decrement * PART },
      ...{ 'penalty-rate': penaltyRate, 'penalty-burst': penaltyBurst },
    };
  },
};
