import {
  bits,
  bytes,
  enumerated,
  nest,
  rawNest,
  string,
  struct,
  u16,
  u32,
  u64,
} from '../../../codec/index.ts';
import { actions, police } from '../actions/index.ts';
import { TCA_CLS_FLAGS } from './flags.ts';

/** matchall: TCA_MATCHALL_*. */
export const matchall = nest(
  () => ({
    classid: [1, u32],
    actions: [2, actions],
    flags: [3, bits(u32, TCA_CLS_FLAGS)],
    pcnt: [4, struct({ rhit: u64 })],
  }),
  [5],
);

/** fw: TCA_FW_*. The mark is the filter's handle. */
export const fw = nest(() => ({
  classid: [1, u32],
  police: [2, police],
  indev: [3, string],
  actions: [4, actions],
  mask: [5, u32],
}));

/** basic: TCA_BASIC_*. `ematches` as they are. */
export const basic = nest(
  () => ({
    classid: [1, u32],
    ematches: [2, rawNest],
    actions: [3, actions],
    police: [4, police],
    pcnt: [5, struct({ rcnt: u64, rhit: u64 })],
  }),
  [6],
);

/** cgroup: TCA_CGROUP_*. */
export const cgroup = nest(() => ({ actions: [1, actions], police: [2, police], ematches: [3, rawNest] }));

/** route: TCA_ROUTE4_*. */
export const routeFilter = nest(() => ({
  classid: [1, u32],
  to: [2, u32],
  from: [3, u32],
  iif: [4, u32],
  police: [5, police],
  actions: [6, actions],
}));

/** flow: TCA_FLOW_*. `keys` is a mask of 1 << FLOW_KEY_*. */
export const flow = nest(() => ({
  keys: [1, u32],
  mode: [2, enumerated(u32, { MAP: 0, HASH: 1 })],
  baseclass: [3, u32],
  rshift: [4, u32],
  addend: [5, u32],
  mask: [6, u32],
  xor: [7, u32],
  divisor: [8, u32],
  actions: [9, actions],
  police: [10, police],
  ematches: [11, rawNest],
  perturb: [12, u32],
}));

/** bpf: TCA_BPF_*. `ops` are struct sock_filter, `fd` is a program that is loaded already. */
export const bpf = nest(() => ({
  actions: [1, actions],
  police: [2, police],
  classid: [3, u32],
  opsLen: [4, u16],
  ops: [5, bytes],
  fd: [6, u32],
  name: [7, string],
  flags: [8, bits(u32, { ACT_DIRECT: 1 })],
  flagsGen: [9, bits(u32, TCA_CLS_FLAGS)],
  tag: [10, bytes],
  id: [11, u32],
}));
