import { nest, struct, u16, u32 } from '../../../codec/index.ts';

/** hfsc, the qdisc: struct tc_hfsc_qopt. */
export const hfsc = struct({ defcls: u16 });

/** struct tc_service_curve: slopes in bytes per second, `d` in microseconds. */
const curve = struct({ m1: u32, d: u32, m2: u32 });

/** Classes of hfsc: TCA_HFSC_*. */
export const hfscClass = nest(() => ({ rsc: [1, curve], fsc: [2, curve], usc: [3, curve] }));

/** Classes of drr, and of qfq. */
export const drrClass = nest(() => ({ quantum: [1, u32] }));
export const qfqClass = nest(() => ({ weight: [1, u32], lmax: [2, u32] }));
