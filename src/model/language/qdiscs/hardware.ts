import { asList, COUNT, listOf, listOptions, OFF, type QdiscKind } from './option.ts';

// Disciplines that cards can do themselves, on devices of several queues.

/** TC_QOPT_MAX_QUEUE, and TC_QOPT_BITMASK + 1. */
const CLASSES = 16;
const PRIORITIES = 16;

/** Which of the 16 priorities of packets belong to which traffic class, and which queues to each class. */
export const mqprio = (): QdiscKind => ({
  options: {
    'num-tc': { ...COUNT, least: 1, most: CLASSES, needed: true },
    ...listOptions('map', PRIORITIES, { ...COUNT, most: CLASSES - 1 }),
    ...listOptions('queues', CLASSES, { how: { measure: 'queues' }, least: 1 }),
    hw: OFF,
  },
  lists: { map: PRIORITIES, queues: CLASSES },
  isFixed: true,
  bands: () => Number.POSITIVE_INFINITY,
  settle: (options) => ({ ...asList('map', new Array(PRIORITIES).fill(0)), ...options }),
  unsettle: (options) => {
    const said: Record<string, number> = { ...options };
    for (let i = PRIORITIES - 1; said[`map.${i}`] === 0; i--) delete said[`map.${i}`];
    return said;
  },
  fault(options) {
    const { 'num-tc': classes = 0 } = options;
    const queues = listOf('queues', options).length;
    if (queues === 0) return ['', 'needs "queues"'];
    if (queues !== classes) return ['queues', `must be as many as "num-tc", which is ${classes}`];
    const most = Math.max(0, ...listOf('map', options));
    return most < classes ? undefined : ['map', `must be below "num-tc", which is ${classes}`];
  },
});

const S32 = 0x7fff_ffff;
const SIGNED = { ...COUNT, least: -S32 - 1, most: S32, usual: 0 } as const;

/** A credit-based shaper: credits in bytes, slopes in kilobits per second (802.1Q, annex L). */
export const cbs: QdiscKind = {
  options: { hicredit: SIGNED, locredit: SIGNED, idleslope: SIGNED, sendslope: SIGNED, offload: OFF },
  bands: () => 1,
};

/** Packets are sent at the time that they ask for, by CLOCK_TAI. The kernel knows no other clock (validate_input_params). */
export const etf: QdiscKind = {
  options: {
    delta: { how: { measure: 'time', unit: 'ns' }, most: S32, usual: 0 },
    'deadline-mode': OFF,
    offload: OFF,
    'skip-sock-check': OFF,
  },
  isFixed: true,
};
