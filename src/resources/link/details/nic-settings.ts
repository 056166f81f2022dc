import { type Attributes, sameValue, type Value } from '../../../model/index.ts';
import type { NicSetting } from '../../../model/language/nic-settings.ts';
import {
  ERRNO,
  type EthtoolSettings,
  getEthtoolSettings,
  NetlinkError,
  setEthtoolSettings,
} from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

/** A setting's member in ethtool's table, and what it counts; `unknown` is that of a NIC without a carrier. */
interface Row {
  readonly member: string;
  readonly values?: readonly Value[];
  readonly unknown?: number;
}

const number = (member: string): Row => ({ member });
const onOff = (member: string): Row => ({ member, values: [false, true] });

type Of<S extends string> = Extract<NicSetting, `${S}.${string}`>;

const LINK_MODES = {
  'auto-negotiation': onOff('autoneg'),
  // SPEED_UNKNOWN, DUPLEX_UNKNOWN
  speed: { member: 'speed', unknown: 0xffff_ffff },
  duplex: { member: 'duplex', values: ['half', 'full'], unknown: 0xff },
} satisfies Partial<Record<NicSetting, Row>>;

const RINGS: Readonly<Record<Of<'rings'>, Row>> = {
  'rings.receive': number('rx'),
  'rings.receive-mini': number('rxMini'),
  'rings.receive-jumbo': number('rxJumbo'),
  'rings.transmit': number('tx'),
};

const CHANNELS: Readonly<Record<Of<'channels'>, Row>> = {
  'channels.receive': number('rxCount'),
  'channels.transmit': number('txCount'),
  'channels.other': number('otherCount'),
  'channels.combined': number('combinedCount'),
};

const PAUSE: Readonly<Record<Of<'pause'>, Row>> = {
  'pause.auto-negotiation': onOff('autoneg'),
  'pause.receive': onOff('rx'),
  'pause.transmit': onOff('tx'),
};

const COALESCE: Readonly<Record<Of<'coalesce'>, Row>> = {
  'coalesce.adaptive-receive': onOff('useAdaptiveRx'),
  'coalesce.adaptive-transmit': onOff('useAdaptiveTx'),
  'coalesce.receive-usecs': number('rxUsecs'),
  'coalesce.receive-frames': number('rxMaxFrames'),
  'coalesce.receive-usecs-irq': number('rxUsecsIrq'),
  'coalesce.receive-frames-irq': number('rxMaxFramesIrq'),
  'coalesce.transmit-usecs': number('txUsecs'),
  'coalesce.transmit-frames': number('txMaxFrames'),
  'coalesce.transmit-usecs-irq': number('txUsecsIrq'),
  'coalesce.transmit-frames-irq': number('txMaxFramesIrq'),
  'coalesce.statistics-usecs': number('statsBlockUsecs'),
  'coalesce.packet-rate-low': number('pktRateLow'),
  'coalesce.receive-usecs-low': number('rxUsecsLow'),
  'coalesce.receive-frames-low': number('rxMaxFramesLow'),
  'coalesce.transmit-usecs-low': number('txUsecsLow'),
  'coalesce.transmit-frames-low': number('txMaxFramesLow'),
  'coalesce.packet-rate-high': number('pktRateHigh'),
  'coalesce.receive-usecs-high': number('rxUsecsHigh'),
  'coalesce.receive-frames-high': number('rxMaxFramesHigh'),
  'coalesce.transmit-usecs-high': number('txUsecsHigh'),
  'coalesce.transmit-frames-high': number('txMaxFramesHigh'),
  'coalesce.sample-interval': number('rateSampleInterval'),
  'coalesce.receive-cqe-mode': onOff('useCqeModeRx'),
  'coalesce.transmit-cqe-mode': onOff('useCqeModeTx'),
  'coalesce.transmit-aggregation-bytes': number('txAggrMaxBytes'),
  'coalesce.transmit-aggregation-frames': number('txAggrMaxFrames'),
  'coalesce.transmit-aggregation-usecs': number('txAggrTimeUsecs'),
};

/** Settings that one message reads or writes, those first on which others depend. */
const GROUPS: readonly {
  readonly of: EthtoolSettings;
  readonly rows: Readonly<Record<string, Row>>;
  /** Speed and duplex count only without auto-negotiation: a driver gets all three. */
  readonly whole?: true;
}[] = [
  { of: 'linkmodes', rows: LINK_MODES, whole: true },
  { of: 'channels', rows: CHANNELS },
  { of: 'rings', rows: RINGS },
  { of: 'pause', rows: PAUSE },
  { of: 'coalesce', rows: COALESCE },
];

const ROWS: Readonly<Record<string, Row>> = Object.assign({}, ...GROUPS.map(({ rows }) => rows));

/** Settings of a NIC's hardware. */
export const nicSettings: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: (attribute) => Object.hasOwn(ROWS, attribute),
  how: () => 'live',
  // Speed and duplex that are negotiated, or not known.
  isAs: (wanted, live) => wanted === null || live === null,
  async read(links, kernel, _index, tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const names = asked(link);
      const attributes: Record<string, Value> = {};
      for (const { of, rows } of GROUPS) {
        const own = names.filter((name) => Object.hasOwn(rows, name));
        if (own.length > 0) Object.assign(attributes, await valuesOf(own, of, link.index ?? 0, kernel));
      }
      found.set(link.name, attributes);
      tellFixed(
        link,
        names.filter((name) => Object.hasOwn(ROWS, name) && !(name in attributes)),
        tell,
      );
    }
    return found;
  },
  orders: ({ name, attributes }, _before, after, index) => {
    const ifindex = index.indexOf(name);
    return GROUPS.flatMap(({ of, rows, whole }) => {
      const own = Object.keys(rows).filter((key) => key in after);
      if (own.length === 0) return [];
      const all = { ...(whole && attributes), ...after };
      const wanted = Object.fromEntries(
        Object.keys(rows).flatMap((key) => {
          const value = all[key];
          return value === undefined || value === null ? [] : [[key, value]];
        }),
      );
      const said = own.map((key) => `${key} ${String(after[key])}`).join(', ');
      return [
        {
          text: `ETHTOOL_MSG_${of.toUpperCase()}_SET ${name} ${said}`,
          run: (kernel: Kernel) => set(kernel, ifindex, of, wanted),
        },
      ];
    });
  },
};

/** The settings among `names` that the driver has; null: speed and duplex that are negotiated or, without a carrier, not known. */
async function valuesOf(
  names: readonly string[],
  of: EthtoolSettings,
  ifindex: number,
  { generic }: Kernel,
): Promise<Attributes> {
  let values: Readonly<Record<string, number>>;
  try {
    values = await getEthtoolSettings(generic(), ifindex, of);
  } catch (error) {
    // The driver has none of them, the link is gone, or the kernel has no such message.
    if (error instanceof NetlinkError) return {};
    throw error;
  }
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const row = ROWS[name];
      const value = row === undefined ? undefined : values[row.member];
      if (row === undefined || value === undefined) return [];
      return [
        [
          name,
          value === row.unknown ? null : row.values === undefined ? value : (row.values[value] ?? value),
        ],
      ];
    }),
  );
}

async function set(kernel: Kernel, ifindex: number, of: EthtoolSettings, wanted: Attributes): Promise<void> {
  const values = Object.entries(wanted).flatMap(([name, value]): [string, number][] => {
    const row = ROWS[name];
    if (row === undefined) return [];
    return [[row.member, row.values === undefined ? Number(value) : row.values.indexOf(value)]];
  });
  await setEthtoolSettings(kernel.generic(), ifindex, of, Object.fromEntries(values));
  const now = await valuesOf(Object.keys(wanted), of, ifindex, kernel);
  for (const [name, value] of Object.entries(wanted)) {
    const is = now[name];
    if (is !== null && !sameValue(is, value)) throw notSo(name, is);
  }
}

/** Drivers round sizes of rings and times, and leave out what they do not do. */
const notSo = (name: string, is: Value | undefined): NetlinkError =>
  new NetlinkError({
    errno: ERRNO['EOPNOTSUPP'],
    reason: `the driver takes it, but ${name} is ${String(is ?? 'not told')}: declare what the driver can do`,
  });
