import { priomapBands, priomapOf } from '../../../model/language/qdiscs/measure.ts';
import { burstTicks } from '../../../netlink/index.ts';
import { beyondWord, bytesIn, type RateSpec, rateSpec } from './rates.ts';
import { attributes, type QdiscWire } from './wire.ts';

/** HTB_VER >> 16, without which the kernel takes nothing (htb_init). */
const HTB_VERSION = 3;

interface Init {
  readonly rate2quantum: number;
  readonly defcls: number;
}

export const htb: QdiscWire = {
  write: ({ r2q = 10, default: defcls = 0, 'direct-qlen': directQlen }) => ({
    init: { version: HTB_VERSION, rate2quantum: r2q, defcls, debug: 0, directPkts: 0 },
    ...(directQlen !== undefined && { directQlen }),
  }),
  read: ({ init, directQlen }) => {
    // Safe: what htb_dump always writes.
    const { rate2quantum, defcls } = init as Init;
    return {
      default: defcls,
      r2q: rate2quantum,
      ...(directQlen !== undefined && { 'direct-qlen': Number(directQlen) }),
    };
  },
};

interface Parameters {
  readonly rate: RateSpec & { readonly overhead: number };
  readonly ceil: RateSpec;
  readonly buffer: number;
  readonly cbuffer: number;
  readonly quantum: number;
  readonly prio: number;
}

export const htbClass: QdiscWire = {
  write: ({
    rate = 0,
    ceil = 0,
    burst = 0,
    cburst = 0,
    priority = 0,
    quantum = 0,
    overhead = 0,
    mpu = 0,
  }) => ({
    ...beyondWord('rate64', rate),
    ...beyondWord('ceil64', ceil),
    parms: {
      rate: { ...rateSpec(rate, mpu), overhead },
      ceil: { ...rateSpec(ceil, mpu), overhead },
      buffer: burstTicks(burst, rate),
      cbuffer: burstTicks(cburst, ceil),
      ...{ quantum, level: 0, prio: priority },
    },
  }),
  read: ({ parms, rate64, ceil64 }) => {
    // Safe: what htb_dump_class always writes.
    const { rate, ceil, buffer, cbuffer, quantum, prio } = parms as Parameters;
    const [usual, most] = [Number(rate64 ?? rate.rate), Number(ceil64 ?? ceil.rate)];
    return {
      rate: usual,
      ceil: most,
      burst: bytesIn(buffer, usual),
      cburst: bytesIn(cbuffer, most),
      ...{ priority: prio, quantum, overhead: rate.overhead, mpu: rate.mpu },
    };
  },
};

export const prio: QdiscWire = {
  // prio_tune asks for both.
  write: ({ bands = 3, priomap = 0 }) => ({ bands, priomap: [...priomapBands(priomap)] }),
  read: ({ bands, priomap }) => {
    // Safe: what prio_dump always writes.
    const known = priomapOf(priomap as readonly number[]);
    return { bands: Number(bands), ...(known !== undefined && { priomap: known }) };
  },
};

/** multiq_tune sees how many queues there are. */
export const multiq: QdiscWire = {
  always: true,
  write: () => ({ bands: 0, maxBands: 0 }),
  read: () => ({}),
};

export const hfsc: QdiscWire = {
  write: ({ default: defcls = 0 }) => ({ defcls }),
  read: ({ defcls }) => ({ default: Number(defcls) }),
};

/** The members of TCA_HFSC_* by the names of the curves. */
const CURVES = { rt: 'rsc', ls: 'fsc', ul: 'usc' } as const;

interface Curve {
  readonly m1: number;
  readonly d: number;
  readonly m2: number;
}

export const hfscClass: QdiscWire = {
  write: (options) =>
    Object.fromEntries(
      Object.entries(CURVES).flatMap(([name, member]) => {
        const { [`${name}-m1`]: m1 = 0, [`${name}-d`]: d = 0, [`${name}-m2`]: m2 } = options;
        return m2 === undefined ? [] : [[member, { m1, d, m2 }]];
      }),
    ),
  read: (members) =>
    Object.fromEntries(
      Object.entries(CURVES).flatMap(([name, member]) => {
        // Safe: what hfsc_dump_curves writes.
        const curve = members[member] as Curve | undefined;
        if (curve === undefined) return [];
        return Object.entries(curve).map(([part, value]) => [`${name}-${part}`, Number(value)]);
      }),
    ),
};

export const qfqClass = attributes({ weight: 'weight', lmax: 'lmax' });

export const drrClass = attributes({ quantum: 'quantum' });
