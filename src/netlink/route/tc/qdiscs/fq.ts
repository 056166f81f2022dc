import { array, nest, s32, s64, struct, u8, u32, u64 } from '../../../codec/index.ts';
import { prio } from './bands.ts';

/** fq: TCA_FQ_*. Rates are in bytes per second, `flowRefillDelay` and `horizon` in microseconds, `timerSlack` in nanoseconds. */
export const fq = nest(() => ({
  plimit: [1, u32],
  flowPlimit: [2, u32],
  quantum: [3, u32],
  initialQuantum: [4, u32],
  rateEnable: [5, u32],
  flowDefaultRate: [6, u32],
  flowMaxRate: [7, u32],
  bucketsLog: [8, u32],
  flowRefillDelay: [9, u32],
  orphanMask: [10, u32],
  lowRateThreshold: [11, u32],
  ceThreshold: [12, u32],
  timerSlack: [13, u32],
  horizon: [14, u32],
  horizonDrop: [15, u8],
  priomap: [16, prio],
  weights: [17, array(s32)],
  offloadHorizon: [18, u32],
}));

/** struct tc_fq_qd_stats; the members from `ceMark` on came one after another. */
export const fqStats = struct(
  () => ({
    gcFlows: u64,
    highprioPackets: u64,
    tcpRetrans: u64,
    throttled: u64,
    flowsPlimit: u64,
    pktsTooLong: u64,
    allocationErrors: u64,
    timeNextDelayedFlow: s64,
    flows: u32,
    inactiveFlows: u32,
    throttledFlows: u32,
    unthrottleLatencyNs: u32,
    ceMark: u64,
    horizonDrops: u64,
    horizonCaps: u64,
  }),
  80,
);

/** pie: TCA_PIE_*. `target` and `tupdate` are in microseconds. */
export const pie = nest(() => ({
  target: [1, u32],
  limit: [2, u32],
  tupdate: [3, u32],
  alpha: [4, u32],
  beta: [5, u32],
  ecn: [6, u32],
  bytemode: [7, u32],
  dqRateEstimator: [8, u32],
}));

/** fq_pie: TCA_FQ_PIE_*. */
export const fqPie = nest(() => ({
  limit: [1, u32],
  flows: [2, u32],
  target: [3, u32],
  tupdate: [4, u32],
  alpha: [5, u32],
  beta: [6, u32],
  quantum: [7, u32],
  memoryLimit: [8, u32],
  ecnProb: [9, u32],
  ecn: [10, u32],
  bytemode: [11, u32],
  dqRateEstimator: [12, u32],
}));

/** hhf: TCA_HHF_*. */
export const hhf = nest(() => ({
  backlogLimit: [1, u32],
  quantum: [2, u32],
  hhFlowsLimit: [3, u32],
  resetTimeout: [4, u32],
  admitBytes: [5, u32],
  evictTimeout: [6, u32],
  nonHhWeight: [7, u32],
}));
