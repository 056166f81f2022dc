import {
  BOND_DEFAULT_MII,
  BOND_DELAYS,
  bondModeHas,
  bondModeOf,
  bondModeUsesArp,
} from '../../../model/language/bond.ts';
import type { Attributes, Value } from '../../../model/value.ts';
import { formatAddress, type kinds, type Of, parseAddress } from '../../../netlink/index.ts';
import { type LinkAttribute, type Reader, rows } from '../attribute.ts';
import { type LinkKind, linkKind } from '../kind.ts';
import { Members } from '../members.ts';

type BondData = Of<(typeof kinds)['bond']>;
const row = rows<BondData>();

const MODES = {
  'balance-rr': 0,
  'active-backup': 1,
  'balance-xor': 2,
  broadcast: 3,
  '802.3ad': 4,
  'balance-tlb': 5,
  'balance-alb': 6,
};
const ARP_VALIDATE = {
  none: 0,
  active: 1,
  backup: 2,
  all: 3,
  filter: 4,
  'filter-active': 5,
  'filter-backup': 6,
};
const TRANSMIT_HASH = {
  layer2: 0,
  'layer3+4': 1,
  'layer2+3': 2,
  'encap2+3': 3,
  'encap3+4': 4,
  'vlan+srcmac': 5,
};
const AD_SELECT = { stable: 0, bandwidth: 1, count: 2, 'actor-port-prio': 3 };

/** A port by its index; 0 is none. */
const port = (key: 'primary' | 'activeSlave'): LinkAttribute<BondData> => ({
  how: 'live',
  read: (wire, links) => {
    const index = wire[key] ?? 0;
    return index === 0 ? null : (links.nameOf(index) ?? `#${index}`);
  },
  write: (value, links) => ({ [key]: value === null ? 0 : links.indexOf(String(value)) }),
});

/** If there are no targets, dumps have no list; writing an empty list removes them. */
const targets = (key: 'arpIpTarget' | 'nsIp6Target'): LinkAttribute<BondData> => ({
  how: 'live',
  read: (wire) => [...(wire[key] ?? [])].map(formatAddress),
  // Safe: the value is parsed to the type that the codec of its family has.
  write: (value) =>
    ({ [key]: Array.isArray(value) ? value.map((ip) => parseAddress(String(ip))) : [] }) as BondData,
});

/** The change classes follow the flags of bond_opts, drivers/net/bonding/bond_options.c. */
const table = linkKind<BondData>('bond', () => ({
  'bond.mode': row.choice('mode', MODES, 'empty'),
  'bond.mii-monitor-interval': row.number('miimon', 'live'),
  'bond.up-delay': row.number('updelay', 'live'),
  'bond.down-delay': row.number('downdelay', 'live'),
  'bond.peer-notify-delay': row.number('peerNotifDelay', 'live'),
  'bond.use-carrier': row.boolean('useCarrier', 'live'),
  'bond.arp-interval': row.number('arpInterval', 'live'),
  'bond.arp-ip-targets': targets('arpIpTarget'),
  'bond.ns-ip6-targets': targets('nsIp6Target'),
  'bond.arp-validate': row.choice('arpValidate', ARP_VALIDATE, 'live'),
  'bond.arp-all-targets': row.choice('arpAllTargets', { any: 0, all: 1 }, 'live'),
  'bond.missed-max': row.number('missedMax', 'live'),
  'bond.primary': port('primary'),
  'bond.primary-reselect-policy': row.choice('primaryReselect', { always: 0, better: 1, failure: 2 }, 'live'),
  'bond.active-member': port('activeSlave'),
  'bond.fail-over-mac-policy': row.choice('failOverMac', { none: 0, active: 1, follow: 2 }, 'empty'),
  'bond.transmit-hash-policy': row.choice('xmitHashPolicy', TRANSMIT_HASH, 'live'),
  'bond.resend-igmp': row.number('resendIgmp', 'live'),
  'bond.gratuitous-arp': row.number('numPeerNotif', 'live'),
  'bond.all-members-active': row.boolean('allSlavesActive', 'live'),
  'bond.min-links': row.number('minLinks', 'live'),
  'bond.learn-packet-interval': row.number('lpInterval', 'live'),
  'bond.packets-per-member': row.number('packetsPerSlave', 'live'),
  'bond.tlb-dynamic-lb': row.boolean('tlbDynamicLb', 'down'),
  'bond.lacp-rate': row.choice('adLacpRate', { slow: 0, fast: 1 }, 'down'),
  'bond.lacp-active': row.boolean('adLacpActive', 'down'),
  'bond.lacp-strict': row.boolean('lacpStrict', 'live'),
  'bond.ad-select': row.choice('adSelect', AD_SELECT, 'down'),
  'bond.ad-actor-sys-prio': row.number('adActorSysPrio', 'live'),
  'bond.ad-actor-system': row.text('adActorSystem', 'live'),
  'bond.ad-user-port-key': row.number('adUserPortKey', 'down'),
  'bond.coupled-control': row.boolean('coupledControl', 'down'),
  'bond.broadcast-neighbor': row.boolean('broadcastNeigh', 'live'),
}));

const ofMode = (attributes: Attributes): Attributes => {
  const mode = bondModeOf(attributes);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => bondModeHas(mode, name)));
};

/** The interval of MII monitoring. In some modes a new bond has a default interval. */
const miiOf = (attributes: Attributes): number =>
  Number(
    attributes['bond.mii-monitor-interval'] ??
      (bondModeUsesArp(bondModeOf(attributes)) ? 0 : BOND_DEFAULT_MII),
  );

/** Delays are multiples of the interval, so they are reset while there still is one. */
const stopsMii = (attributes: Attributes): boolean =>
  attributes['bond.mii-monitor-interval'] === 0 || Number(attributes['bond.arp-interval'] ?? 0) > 0;

/**
 * Otherwise EACCES for an option of another mode, EPERM for a delay without an interval. An option of the mode that the bond leaves
 * can be changed before that; the kernel keeps it for when the bond gets this mode again.
 */
function takes(attribute: string, wanted: Attributes, live: Attributes = {}): boolean {
  if (!bondModeHas(bondModeOf(wanted), attribute))
    return live[attribute] !== undefined && bondModeHas(bondModeOf(live), attribute);
  if (!BOND_DELAYS.includes(attribute)) return true;
  return miiOf(wanted) > 0 || (wanted[attribute] === 0 && Number(live[attribute] ?? 0) > 0);
}

/**
 * What bond_option_mode_set, bond_option_miimon_set and bond_option_arp_interval_set change in addition to the option.
 */
function along(before: Attributes, after: Attributes, sent: ReadonlySet<string>): Attributes {
  const all: Record<string, Value> = { ...after };
  const give = (name: string, value: Value): void => {
    if (!sent.has(name)) all[name] = value;
  };
  if (sent.has('bond.mode')) {
    const mode = bondModeOf(after);
    give('bond.arp-validate', 'none');
    give('bond.broadcast-neighbor', false);
    if (mode === 'balance-alb') give('bond.tlb-dynamic-lb', true);
    if (!bondModeUsesArp(mode)) {
      all['bond.arp-interval'] = 0;
      if (Number(before['bond.mii-monitor-interval'] ?? 0) === 0)
        give('bond.mii-monitor-interval', BOND_DEFAULT_MII);
    }
  }
  const hasArp = Number(all['bond.arp-interval'] ?? 0) > 0;
  if (sent.has('bond.arp-interval') && hasArp) give('bond.mii-monitor-interval', 0);
  const was = Number(before['bond.mii-monitor-interval'] ?? 0);
  const mii = Number(all['bond.mii-monitor-interval'] ?? 0);
  if (mii > 0 && sent.has('bond.mii-monitor-interval') && hasArp) {
    give('bond.arp-interval', 0);
    give('bond.arp-validate', 'none');
  }
  if (mii !== was) {
    for (const name of BOND_DELAYS) {
      const delay = Number(before[name] ?? 0);
      if (name in all) give(name, was === 0 ? 0 : Math.trunc(delay / was) * mii);
    }
  }
  return ofMode(all);
}

/** The kernel keeps options that do not apply to the present mode, and reports them nevertheless: they are left out. */
const readAll: Reader = (data, links, into) => {
  const told = new Members<Value>();
  for (const read of table.readers()) read(data, links, told);
  for (const [name, value] of Object.entries(ofMode(told.object()))) into.set(name, value);
};

export const bond: LinkKind = {
  ...table,
  readers: () => [readAll],
  takes,
  along,
  sentFirst: (attributes) => [
    ...(stopsMii(attributes) ? BOND_DELAYS : []),
    ...('bond.mode' in attributes
      ? Object.keys(attributes).filter((name) => !bondModeHas(bondModeOf(attributes), name))
      : []),
  ],
  // bond_set_mac_address silently ignores the address if the policy for failover is another one.
  addressFirst: (before) => (before['bond.fail-over-mac-policy'] ?? 'none') === 'none',
  // The kernel accepts a primary that is no port, and keeps its name for later; an active port must be one.
  afterPorts: ['bond.primary', 'bond.active-member'],
  // bond_enslave
  remembered: ['bond.primary'],
};
