import type { Attributes } from '../value.ts';
import { type DeviceLanguage, deviceKeys, type Form } from './device.ts';

/** bond_intmax_tbl and the like, drivers/net/bonding/bond_options.c. */
const INT_MAX = 2_147_483_647;

const time = (unit: 's' | 'ms', least = 0, most = INT_MAX): Form => ({ form: 'time', unit, least, most });

/** The mode of a bond that was made without `mode`. */
const BOND_DEFAULT_MODE = 'balance-rr';

/** The largest number of targets for ARP and for neighbour discovery (BOND_MAX_ARP_TARGETS, BOND_MAX_NS_TARGETS). */
export const BOND_MOST_TARGETS = 16;

export const bond: DeviceLanguage = {
  kind: 'bond',
  keys: deviceKeys('bond', () => ({
    'parameters.mode': { usual: BOND_DEFAULT_MODE },
    'parameters.mii-monitor-interval': { form: time('ms'), usual: 0 },
    'parameters.up-delay': { form: time('ms'), usual: 0 },
    'parameters.down-delay': { form: time('ms'), usual: 0 },
    'parameters.peer-notify-delay': { form: time('ms', 0, 300_000), usual: 0 },
    'parameters.use-carrier': { usual: true },
    'parameters.arp-interval': { form: time('ms'), usual: 0 },
    'parameters.arp-ip-targets': { form: { form: 'ips', family: 4 }, usual: [] },
    'parameters.ns-ip6-targets': { form: { form: 'ips', family: 6 }, usual: [] },
    'parameters.arp-validate': { usual: 'none' },
    'parameters.arp-all-targets': { usual: 'any' },
    'parameters.missed-max': { usual: 2, spellings: ['arp-missed-max'] },
    'parameters.primary': { form: { form: 'device' }, usual: null },
    'parameters.primary-reselect-policy': { usual: 'always' },
    'parameters.active-member': { form: { form: 'device' }, spellings: ['active-slave'], passing: true },
    'parameters.fail-over-mac-policy': { usual: 'none' },
    'parameters.transmit-hash-policy': { usual: 'layer2' },
    'parameters.resend-igmp': { usual: 1 },
    'parameters.gratuitous-arp': { usual: 1, spellings: ['gratuitious-arp'] },
    'parameters.all-members-active': { usual: false, spellings: ['all-slaves-active'] },
    'parameters.min-links': { usual: 0 },
    'parameters.learn-packet-interval': { form: time('s', 1), usual: 1 },
    'parameters.packets-per-member': { usual: 1, spellings: ['packets-per-slave'] },
    'parameters.tlb-dynamic-lb': { usual: true },
    'parameters.lacp-rate': { usual: 'slow' },
    'parameters.lacp-active': { usual: true },
    'parameters.lacp-strict': { usual: false },
    'parameters.ad-select': { usual: 'stable' },
    'parameters.ad-actor-sys-prio': { usual: 65535 },
    'parameters.ad-actor-system': { form: { form: 'mac' }, usual: '00:00:00:00:00:00' },
    'parameters.ad-user-port-key': { usual: 0 },
    'parameters.coupled-control': { usual: true },
    'parameters.broadcast-neighbor': { usual: false },
  })),
  ports: [
    { key: 'parameters.queue-id', attribute: 'bond-port.queue-id', usual: [0] },
    { key: 'parameters.prio', attribute: 'bond-port.prio', usual: [0] },
    { key: 'parameters.actor-port-prio', attribute: 'bond-port.actor-port-prio', usual: [255] },
  ],
};

const WITH_PRIMARY = ['active-backup', 'balance-tlb', 'balance-alb'] as const;
const WITH_ARP = ['balance-rr', 'active-backup', 'balance-xor', 'broadcast'] as const;
const LACP = ['802.3ad'] as const;

/** Attributes of a bond and its ports that exist in some modes only (unsuppmodes of bond_opts). */
export const BOND_MODES_WITH: Readonly<Record<string, readonly string[]>> = {
  'bond.packets-per-member': ['balance-rr'],
  'bond.arp-interval': WITH_ARP,
  'bond.arp-validate': WITH_ARP,
  'bond.missed-max': WITH_ARP,
  'bond.primary': WITH_PRIMARY,
  'bond.active-member': WITH_PRIMARY,
  'bond.tlb-dynamic-lb': ['balance-tlb', 'balance-alb'],
  'bond.lacp-rate': LACP,
  'bond.lacp-active': LACP,
  'bond.lacp-strict': LACP,
  'bond.ad-actor-sys-prio': LACP,
  'bond.ad-actor-system': LACP,
  'bond.ad-user-port-key': LACP,
  'bond.coupled-control': LACP,
  'bond.broadcast-neighbor': LACP,
  'bond-port.prio': WITH_PRIMARY,
  'bond-port.actor-port-prio': LACP,
};

export const bondModeOf = (attributes: Attributes): string =>
  String(attributes['bond.mode'] ?? BOND_DEFAULT_MODE);

/** Whether a bond of this mode, or a port of it, has the attribute. */
export const bondModeHas = (mode: string, attribute: string): boolean =>
  BOND_MODES_WITH[attribute]?.includes(mode) ?? true;

/**
 * Whether the mode can monitor by ARP. The other modes need MII monitoring, which the kernel turns on by itself
 * (bond_option_mode_set).
 */
export const bondModeUsesArp = (mode: string): boolean => bondModeHas(mode, 'bond.arp-interval');

/** The interval of MII monitoring, in milliseconds, that the kernel sets in that case (BOND_DEFAULT_MIIMON). */
export const BOND_DEFAULT_MII = 100;

/**
 * Times that the kernel stores as multiples of the MII interval, so that they cannot be set without it
 * (_bond_option_delay_set).
 */
export const BOND_DELAYS: readonly string[] = ['bond.up-delay', 'bond.down-delay', 'bond.peer-notify-delay'];
