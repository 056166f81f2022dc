import { bits, bytes, flag, list, nest, type Of, string, u8, u32, type Value } from '../../codec/index.ts';
import { genericMessage } from '../message.ts';

/** ETHTOOL_GENL_NAME. */
export const ETHTOOL = 'ethtool';

/** Requests (ETHTOOL_MSG_*); replies and notifications are numbered on their own. */
export const ETHTOOL_MSG = {
  STRSET_GET: 1,
  LINKINFO_GET: 2,
  LINKINFO_SET: 3,
  LINKMODES_GET: 4,
  LINKMODES_SET: 5,
  LINKSTATE_GET: 6,
  WOL_GET: 9,
  WOL_SET: 10,
  FEATURES_GET: 11,
  FEATURES_SET: 12,
  PRIVFLAGS_GET: 13,
  PRIVFLAGS_SET: 14,
  RINGS_GET: 15,
  RINGS_SET: 16,
  CHANNELS_GET: 17,
  CHANNELS_SET: 18,
  COALESCE_GET: 19,
  COALESCE_SET: 20,
  PAUSE_GET: 21,
  PAUSE_SET: 22,
  FEC_GET: 29,
  FEC_SET: 30,
} as const;

/** Flags of a request's header (ETHTOOL_FLAG_*). */
export const ETHTOOL_FLAG = { COMPACT_BITSETS: 1, OMIT_REPLY: 2, STATS: 4 } as const;

/** The link, by index or name. A dump leaves both out. */
const header = nest(() => ({
  devIndex: [1, u32],
  devName: [2, string],
  flags: [3, bits(u32, ETHTOOL_FLAG)],
  phyIndex: [4, u32],
}));

const bit = nest(() => ({ index: [1, u32], name: [2, string], value: [3, flag] }));

/**
 * A set of bits, by name or (COMPACT_BITSETS) as words. With `nomask` those that are named are on and all others off;
 * without it only those that are named are meant, and on with `value`.
 */
const bitset = nest(() => ({
  nomask: [1, flag],
  size: [2, u32],
  bits: [3, list(bit, 1)],
  value: [4, bytes],
  mask: [5, bytes],
}));
export type EthtoolBitset = Of<typeof bitset>;

const names = () =>
  Object.fromEntries(Object.entries(ETHTOOL_MSG).map(([name, cmd]) => [`ETHTOOL_MSG_${name}`, cmd]));

/** Wake-on-LAN (ETHTOOL_A_WOL_*): the mask of `modes` is what the driver knows. */
export const ethtoolWol = genericMessage(
  ETHTOOL,
  () => ({ header: [1, header], modes: [2, bitset], sopass: [3, bytes] }),
  names,
);

/** Offloads and the like (ETHTOOL_A_FEATURES_*): what can be changed, was asked for, is on, and can never be changed. */
export const ethtoolFeatures = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    hw: [2, bitset],
    wanted: [3, bitset],
    active: [4, bitset],
    nochange: [5, bitset],
  }),
  names,
);

/** Flags of the driver's own (ETHTOOL_A_PRIVFLAGS_*). */
export const ethtoolPrivflags = genericMessage(
  ETHTOOL,
  () => ({ header: [1, header], flags: [2, bitset] }),
  names,
);

/** Plug and transceiver (ETHTOOL_A_LINKINFO_*). */
export const ethtoolLinkinfo = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    port: [2, u8],
    phyaddr: [3, u8],
    tpMdix: [4, u8],
    tpMdixCtrl: [5, u8],
    transceiver: [6, u8],
  }),
  names,
);

/** Speed and duplex (ETHTOOL_A_LINKMODES_*). */
export const ethtoolLinkmodes = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    autoneg: [2, u8],
    ours: [3, bitset],
    peer: [4, bitset],
    speed: [5, u32],
    duplex: [6, u8],
    masterSlaveCfg: [7, u8],
    masterSlaveState: [8, u8],
    lanes: [9, u32],
    rateMatching: [10, u8],
  }),
  names,
);

/** Whether there is a carrier, and why not (ETHTOOL_A_LINKSTATE_*). */
export const ethtoolLinkstate = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    link: [2, u8],
    sqi: [3, u32],
    sqiMax: [4, u32],
    extState: [5, u8],
    extSubstate: [6, u8],
  }),
  names,
);

/** Sizes of rings (ETHTOOL_A_RINGS_*). */
export const ethtoolRings = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    rxMax: [2, u32],
    rxMiniMax: [3, u32],
    rxJumboMax: [4, u32],
    txMax: [5, u32],
    rx: [6, u32],
    rxMini: [7, u32],
    rxJumbo: [8, u32],
    tx: [9, u32],
    rxBufLen: [10, u32],
    tcpDataSplit: [11, u8],
    cqeSize: [12, u32],
    txPush: [13, u8],
  }),
  names,
);

/** How many queues are in use (ETHTOOL_A_CHANNELS_*). */
export const ethtoolChannels = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    rxMax: [2, u32],
    txMax: [3, u32],
    otherMax: [4, u32],
    combinedMax: [5, u32],
    rxCount: [6, u32],
    txCount: [7, u32],
    otherCount: [8, u32],
    combinedCount: [9, u32],
  }),
  names,
);

/** How long the NIC waits, and for how many frames, before it interrupts (ETHTOOL_A_COALESCE_*). */
export const ethtoolCoalesce = genericMessage(
  ETHTOOL,
  () => ({
    header: [1, header],
    rxUsecs: [2, u32],
    rxMaxFrames: [3, u32],
    rxUsecsIrq: [4, u32],
    rxMaxFramesIrq: [5, u32],
    txUsecs: [6, u32],
    txMaxFrames: [7, u32],
    txUsecsIrq: [8, u32],
    txMaxFramesIrq: [9, u32],
    statsBlockUsecs: [10, u32],
    useAdaptiveRx: [11, u8],
    useAdaptiveTx: [12, u8],
    pktRateLow: [13, u32],
    rxUsecsLow: [14, u32],
    rxMaxFramesLow: [15, u32],
    txUsecsLow: [16, u32],
    txMaxFramesLow: [17, u32],
    pktRateHigh: [18, u32],
    rxUsecsHigh: [19, u32],
    rxMaxFramesHigh: [20, u32],
    txUsecsHigh: [21, u32],
    txMaxFramesHigh: [22, u32],
    rateSampleInterval: [23, u32],
    useCqeModeTx: [24, u8],
    useCqeModeRx: [25, u8],
    txAggrMaxBytes: [26, u32],
    txAggrMaxFrames: [27, u32],
    txAggrTimeUsecs: [28, u32],
  }),
  names,
);

/** Pause frames (ETHTOOL_A_PAUSE_*). */
export const ethtoolPause = genericMessage(
  ETHTOOL,
  () => ({ header: [1, header], autoneg: [2, u8], rx: [3, u8], tx: [4, u8] }),
  names,
);

/** Forward error correction (ETHTOOL_A_FEC_*): the modes asked for, whether the NIC chooses, and the bit of the mode in use. */
export const ethtoolFec = genericMessage(
  ETHTOOL,
  () => ({ header: [1, header], modes: [2, bitset], auto: [3, u8], active: [4, u32] }),
  names,
);

/**
 * Settings of a NIC that are numbers, with the commands that read and write them. What a driver does not have is missing
 * in its answer.
 */
export const ETHTOOL_SETTINGS = {
  rings: { message: ethtoolRings, get: ETHTOOL_MSG.RINGS_GET, set: ETHTOOL_MSG.RINGS_SET },
  channels: { message: ethtoolChannels, get: ETHTOOL_MSG.CHANNELS_GET, set: ETHTOOL_MSG.CHANNELS_SET },
  coalesce: { message: ethtoolCoalesce, get: ETHTOOL_MSG.COALESCE_GET, set: ETHTOOL_MSG.COALESCE_SET },
  pause: { message: ethtoolPause, get: ETHTOOL_MSG.PAUSE_GET, set: ETHTOOL_MSG.PAUSE_SET },
  linkmodes: { message: ethtoolLinkmodes, get: ETHTOOL_MSG.LINKMODES_GET, set: ETHTOOL_MSG.LINKMODES_SET },
} as const;

export type EthtoolSettings = keyof typeof ETHTOOL_SETTINGS;

export type EthtoolWol = Value<typeof ethtoolWol>;
export type EthtoolFeatures = Value<typeof ethtoolFeatures>;
