import { enumerated, nest, s32, u32, u64 } from '../../../codec/index.ts';

export const CAKE_DIFFSERV = {
  DIFFSERV3: 0,
  DIFFSERV4: 1,
  DIFFSERV8: 2,
  BESTEFFORT: 3,
  PRECEDENCE: 4,
} as const;
export const CAKE_FLOW = {
  NONE: 0,
  SRC_IP: 1,
  DST_IP: 2,
  HOSTS: 3,
  FLOWS: 4,
  DUAL_SRC: 5,
  DUAL_DST: 6,
  TRIPLE: 7,
} as const;
export const CAKE_ACK = { NONE: 0, FILTER: 1, AGGRESSIVE: 2 } as const;
export const CAKE_ATM = { NONE: 0, ATM: 1, PTM: 2 } as const;

/** cake: TCA_CAKE_*. `baseRate64` is in bytes per second, 0 for no limit; times are in microseconds. */
export const cake = nest(
  () => ({
    baseRate64: [2, u64],
    diffservMode: [3, enumerated(u32, CAKE_DIFFSERV)],
    atm: [4, enumerated(u32, CAKE_ATM)],
    flowMode: [5, enumerated(u32, CAKE_FLOW)],
    overhead: [6, s32],
    rtt: [7, u32],
    target: [8, u32],
    autorate: [9, u32],
    memory: [10, u32],
    nat: [11, u32],
    raw: [12, u32],
    wash: [13, u32],
    mpu: [14, u32],
    ingress: [15, u32],
    ackFilter: [16, enumerated(u32, CAKE_ACK)],
    splitGso: [17, u32],
    fwmark: [18, u32],
  }),
  [1],
);
