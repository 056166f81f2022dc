import {
  bits,
  enumerated,
  fixed,
  Message,
  nest,
  repeated,
  s32,
  s64,
  struct,
  u8,
  u16,
  u32,
  u64,
  vector,
} from '../../../codec/index.ts';

/** struct tc_mqprio_qopt: which priorities and queues belong to each traffic class. */
const classes = {
  numTc: u8,
  prioTcMap: vector(u8, 16),
  hw: u8,
  count: vector(u16, 16),
  offset: vector(u16, 16),
};

/** mqprio: struct tc_mqprio_qopt, then TCA_MQPRIO_*. Rates are in bytes per second, one for each traffic class. */
export const mqprio = new Message(
  'mqprio',
  () => classes,
  () => ({
    mode: [1, enumerated(u16, { DCB: 0, CHANNEL: 1 })],
    shaper: [2, enumerated(u16, { DCB: 0, BW_RATE: 1 })],
    minRate64: [3, nest(() => ({ rates: [3, repeated(u64)] }))],
    maxRate64: [4, nest(() => ({ rates: [4, repeated(u64)] }))],
    tcEntries: [5, repeated(nest(() => ({ index: [1, u32], fp: [2, u32] })))],
  }),
);

const scheduleEntry = nest(() => ({ index: [1, u32], cmd: [2, u8], gateMask: [3, u32], interval: [4, u32] }));

/** taprio: TCA_TAPRIO_ATTR_*. Times are in nanoseconds of the clock `clockid`. */
export const taprio = nest(
  () => ({
    priomap: [1, struct(classes)],
    schedEntryList: [2, nest(() => ({ entries: [1, repeated(scheduleEntry)] }))],
    schedBaseTime: [3, s64],
    schedSingleEntry: [4, scheduleEntry],
    schedClockid: [5, s32],
    adminSched: [
      7,
      nest(() => ({
        schedEntryList: [2, nest(() => ({ entries: [1, repeated(scheduleEntry)] }))],
        schedBaseTime: [3, s64],
        schedCycleTime: [8, s64],
        schedCycleTimeExtension: [9, s64],
      })),
    ],
    schedCycleTime: [8, s64],
    schedCycleTimeExtension: [9, s64],
    flags: [10, u32],
    txtimeDelay: [11, u32],
    tcEntries: [12, repeated(nest(() => ({ index: [1, u32], maxSdu: [2, u32], fp: [3, u32] })))],
  }),
  [6],
);

/** etf: struct tc_etf_qopt in TCA_ETF_PARMS. */
export const etf = nest(() => ({
  parms: [
    1,
    struct({
      delta: s32,
      clockid: s32,
      flags: bits(u32, { DEADLINE_MODE_ON: 1, OFFLOAD_ON: 2, SKIP_SOCK_CHECK: 4 }),
    }),
  ],
}));

/** cbs: struct tc_cbs_qopt in TCA_CBS_PARMS. Credits are in bytes, slopes in kilobits per second. */
export const cbs = nest(() => ({
  parms: [
    1,
    struct({ offload: u8, pad: fixed(3), hicredit: s32, locredit: s32, idleslope: s32, sendslope: s32 }),
  ],
}));
