import type { Attributes, Link, Value } from '../../../model/index.ts';
import {
  FUNCTION_SETTINGS,
  FUNCTIONS,
  type FunctionSetting,
  functionOf,
  isFunctionSetting,
  isFunctionVlan,
  isOfFunction,
  settingOfFunction,
} from '../../../model/language/virtual-functions.ts';
import { formatMac, macBytes } from '../../../model/mac.ts';
import { link as message, NetlinkError, RTEXT_FILTER, RTM } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { VLAN_PROTOCOLS } from '../vlan-protocols.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

type Setting = 'vlan' | FunctionSetting;

/** What the kernel tells of a virtual function, and takes (IFLA_VF_INFO). */
type Info = NonNullable<ReturnType<(typeof message)['read']>['vfinfoList']>[number];

/** What is wanted of a virtual function; null or undefined: as it is. */
type Wanted = (setting: Setting) => Value | undefined;

const PROTOCOLS: Readonly<Record<string, number>> = VLAN_PROTOCOLS;
/** IFLA_VF_LINK_STATE_* */
const LINK_STATES: readonly (Value | undefined)[] = ['auto', 'enable', 'disable'];
/** What the kernel tells of a switch that the driver does not have (rtnl_fill_vfinfo). */
const NONE = 0xffff_ffff;

/** Of the room that the kernel has for an address (struct ifla_vf_mac). */
const MAC_BYTES = 6;

/** Settings that go into one part of a message. */
interface Part {
  readonly settings: readonly Setting[];
  readonly read: (info: Info) => Partial<Record<Setting, Value>>;
  readonly write: (vf: number, wanted: Wanted) => Info;
}

const onOff = (setting: Setting, member: 'spoofchk' | 'trust' | 'rssQueryEn'): Part => ({
  settings: [setting],
  read: ({ [member]: is }) =>
    is === undefined || is.setting === NONE ? {} : { [setting]: is.setting !== 0 },
  write: (vf, wanted) => ({ [member]: { vf, setting: wanted(setting) === true ? 1 : 0 } }),
});

const PARTS: readonly Part[] = [
  {
    settings: ['macaddress'],
    read: ({ mac }) =>
      mac === undefined ? {} : { macaddress: formatMac([...mac.mac.subarray(0, MAC_BYTES)]) },
    write: (vf, wanted) => ({ mac: { vf, mac: Uint8Array.from(macBytes(String(wanted('macaddress')))) } }),
  },
  {
    settings: ['vlan', 'vlan-priority', 'vlan-protocol'],
    read: ({ vlan, vlanList: [one] = [] }) => ({
      ...(vlan !== undefined && { vlan: vlan.vlan, 'vlan-priority': vlan.qos }),
      ...(one !== undefined && {
        'vlan-protocol': one.vlanProto === VLAN_PROTOCOLS['802.1ad'] ? '802.1ad' : '802.1q',
      }),
    }),
    write: (vf, wanted) => {
      const vlan = Number(wanted('vlan') ?? 0);
      const qos = vlan === 0 ? 0 : Number(wanted('vlan-priority') ?? 0);
      const vlanProto = PROTOCOLS[String(wanted('vlan-protocol'))] ?? VLAN_PROTOCOLS['802.1q'];
      return { vlanList: [{ vf, vlan, qos, vlanProto }] };
    },
  },
  onOff('spoof-check', 'spoofchk'),
  onOff('trust', 'trust'),
  onOff('query-rss', 'rssQueryEn'),
  {
    settings: ['link-state'],
    read: ({ linkState: is }) => {
      const state = LINK_STATES[is?.linkState ?? NONE];
      return state === undefined ? {} : { 'link-state': state };
    },
    write: (vf, wanted) => ({
      linkState: { vf, linkState: LINK_STATES.indexOf(wanted('link-state')) },
    }),
  },
  {
    settings: ['minimum-rate', 'maximum-rate'],
    read: ({ rate }) =>
      rate === undefined ? {} : { 'minimum-rate': rate.minTxRate, 'maximum-rate': rate.maxTxRate },
    write: (vf, wanted) => ({
      rate: {
        vf,
        minTxRate: Number(wanted('minimum-rate') ?? 0),
        maxTxRate: Number(wanted('maximum-rate') ?? 0),
      },
    }),
  },
];

/**
 * Settings of a card's virtual functions. Among them is the VLAN whose tag the card adds to frames from one and strips
 * from frames to it; 0: none.
 */
export const functionSettings: LinkDetails = {
  onDemand: true,
  appliesTo: ({ facts }) => facts?.device !== undefined,
  concerns: isOfFunction,
  how: () => 'live',
  // That of a virtual function which did not exist cannot come back.
  isAs: (wanted) => wanted === null,
  async read(links, kernel, _index, tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const names = asked(link).filter((name) => functionOf(name) !== undefined || name === FUNCTIONS);
      const { live, numbers } = await settingsOf(link, names, kernel);
      found.set(link.name, {
        ...Object.fromEntries(names.filter((name) => name !== FUNCTIONS).map((name) => [name, ofNew(name)])),
        ...live,
      });
      tellFixed(
        link,
        names.filter((name) => numbers.has(functionOf(name)) && !(name in live)),
        tell,
      );
    }
    return found;
  },
  orders: ({ name, attributes }, before, after, index) => {
    const numbers = new Set(Object.keys(after).flatMap((attribute) => functionOf(attribute) ?? []));
    const all = { ...before, ...attributes, ...after };
    return [...numbers].flatMap((vf) => {
      const wanted: Wanted = (setting) => all[settingOfFunction(vf, setting)];
      return PARTS.flatMap(({ settings, write }) => {
        const about = settings
          .map((setting) => settingOfFunction(vf, setting))
          .filter((attribute) => (after[attribute] ?? null) !== null);
        if (about.length === 0) return [];
        const value = { index: index.indexOf(name), vfinfoList: [write(vf, wanted)] };
        return [{ message, type: RTM.NEWLINK, value, about }];
      });
    });
  },
};

/** What a virtual function that does not exist yet will start with, whatever the card; null: that depends on it. */
const AT_FIRST: readonly Setting[] = ['vlan-priority', 'vlan-protocol', 'minimum-rate', 'maximum-rate'];

function ofNew(attribute: string): Value {
  if (isFunctionVlan(attribute)) return 0;
  const setting = attribute.slice(attribute.lastIndexOf('.') + 1);
  return isFunctionSetting(setting) && AT_FIRST.includes(setting) ? FUNCTION_SETTINGS[setting] : null;
}

/** The VLANs of all virtual functions, the settings among `names` or all, and the numbers of the virtual functions. */
async function settingsOf(
  { index = 0 }: Link,
  names: readonly string[],
  { route }: Kernel,
): Promise<{ readonly live: Attributes; readonly numbers: ReadonlySet<number | undefined> }> {
  const wanted = new Set(names);
  const all = wanted.has(FUNCTIONS);
  const numbers = new Set<number>();
  const live: Record<string, Value> = {};
  try {
    const value = { index, extMask: RTEXT_FILTER.VF | RTEXT_FILTER.SKIP_STATS };
    const { vfinfoList = [] } = await route.get({ message, type: RTM.GETLINK, value });
    for (const info of vfinfoList) {
      const vf = info.vlan?.vf ?? info.mac?.vf;
      if (vf === undefined) continue;
      numbers.add(vf);
      for (const { settings, read } of PARTS) {
        const names = settings.map((setting) => settingOfFunction(vf, setting));
        // What one message sets is read as a whole, so that the rest of it can stay as it is.
        if (!all && !settings.includes('vlan') && !names.some((name) => wanted.has(name))) continue;
        const is = read(info);
        for (const setting of settings) {
          const value = is[setting];
          if (value !== undefined) live[settingOfFunction(vf, setting)] = value;
        }
      }
    }
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
  }
  return { live, numbers };
}
