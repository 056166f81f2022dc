import { enumerated, Message, nest, string, struct, u8, u16, u32, u64, type Value } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** NDTPA_*: times are in milliseconds. Without `ifindex` those of new links. */
const parms = nest(
  () => ({
    ifindex: [1, u32],
    refcnt: [2, u32],
    reachableTime: [3, u64],
    baseReachableTime: [4, u64],
    retransTime: [5, u64],
    gcStaletime: [6, u64],
    delayProbeTime: [7, u64],
    queueLen: [8, u32],
    appProbes: [9, u32],
    ucastProbes: [10, u32],
    mcastProbes: [11, u32],
    anycastDelay: [12, u64],
    proxyDelay: [13, u64],
    proxyQlen: [14, u32],
    locktime: [15, u64],
    queueLenbytes: [16, u32],
    mcastReprobes: [17, u32],
    intervalProbeTimeMs: [19, u64],
  }),
  [18],
);

/**
 * RTM_NEWNEIGHTBL, RTM_GETNEIGHTBL, RTM_SETNEIGHTBL: struct ndtmsg, NDTA_*. `name` is `arp_cache` or `ndisc_cache`.
 * Thresholds and `gcInterval` can be set in the first network namespace only (neightbl_set).
 */
export const neighbourTable = new Message(
  'neighbourTable',
  () => ({ family: enumerated(u8, AF), pad1: u8, pad2: u16 }),
  () => ({
    name: [1, string],
    thresh1: [2, u32],
    thresh2: [3, u32],
    thresh3: [4, u32],
    config: [
      5,
      struct({
        ...{ keyLen: u16, entrySize: u16, entries: u32, lastFlush: u32, lastRand: u32 },
        ...{ hashRnd: u32, hashMask: u32, hashChainGc: u32, proxyQlen: u32 },
      }),
    ],
    parms: [6, parms],
    stats: [
      7,
      struct(
        {
          ...{ allocs: u64, destroys: u64, hashGrows: u64, resFailed: u64, lookups: u64, hits: u64 },
          ...{
            rcvProbesMcast: u64,
            rcvProbesUcast: u64,
            periodicGcRuns: u64,
            forcedGcRuns: u64,
            tableFulls: u64,
          },
        },
        80,
      ),
    ],
    gcInterval: [8, u64],
  }),
  { ignored: [9], types: rtmTypes },
);
export type NeighbourTable = Value<typeof neighbourTable>;
