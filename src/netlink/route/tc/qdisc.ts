import { bytes, choose, flag, Message, string, u8, u32, type Value } from '../../codec/index.ts';
import { rtmTypes } from '../../constants/rtm.ts';
import { bitfield32 } from './bitfield.ts';
import { tcHeader } from './header.ts';
import { classKinds, qdiscKinds } from './qdiscs/index.ts';
import { rateEstimator, sizeTable, tcStats, tcStats2 } from './statistics.ts';

/** TCA_* of linux/rtnetlink.h that qdiscs and classes have. */
const attributes = () =>
  ({
    kind: [1, string],
    stats: [3, tcStats],
    xstats: [4, bytes],
    rate: [5, rateEstimator],
    fcnt: [6, u32],
    stats2: [7, tcStats2],
    stab: [8, sizeTable],
    dumpInvisible: [10, flag],
    hwOffload: [12, u8],
    ingressBlock: [13, u32],
    egressBlock: [14, u32],
    dumpFlags: [15, bitfield32],
    extWarnMsg: [16, string],
  }) as const;

/**
 * RTM_NEWQDISC, RTM_DELQDISC, RTM_GETQDISC: struct tcmsg, TCA_*. `options` are those of the `kind`. `info` of a qdisc
 * that the kernel shows is how many hold it.
 */
export const qdisc = new Message('qdisc', tcHeader, attributes, {
  ignored: [9],
  types: rtmTypes,
  choices: { options: choose(2, 'kind', qdiscKinds) },
});
export type Qdisc = Value<typeof qdisc>;

/**
 * RTM_NEWTCLASS, RTM_DELTCLASS, RTM_GETTCLASS: struct tcmsg, TCA_*. `kind` is that of the qdisc; `info` of a class that
 * the kernel shows is the handle of the qdisc in it.
 */
export const tclass = new Message('tclass', tcHeader, attributes, {
  ignored: [9],
  types: rtmTypes,
  choices: { options: choose(2, 'kind', classKinds) },
});
export type TrafficClass = Value<typeof tclass>;
