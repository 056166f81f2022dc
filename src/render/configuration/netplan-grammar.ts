/** The values that netplan 1.2 accepts for a key. A list of texts: one of these words. */
export type Grammar =
  | 'any'
  | 'boolean'
  | 'number'
  /** A bare number of seconds or milliseconds, or a text with a unit. */
  | 'time'
  | 'address'
  | 'id'
  | 'ids'
  | readonly string[]
  | { readonly members: Keys }
  | { readonly each: Grammar }
  | { readonly list: Grammar };
export type Keys = Readonly<Record<string, Grammar>>;

const all = (words: string, grammar: Grammar): Keys =>
  Object.fromEntries(words.split(/\s+/).map((word) => [word, grammar]));

const ROUTE: Keys = {
  ...all('to via from type scope', 'any'),
  'on-link': 'boolean',
  ...all('metric table mtu congestion-window advertised-receive-window advertised-mss', 'number'),
};
const RULE: Keys = { ...all('from to', 'any'), ...all('table priority mark type-of-service', 'number') };

const DHCP: Keys = {
  ...all('use-dns use-ntp send-hostname use-hostname use-mtu use-routes', 'boolean'),
  'route-metric': 'number',
  ...all('hostname use-domains', 'any'),
};

/** Keys of every device. */
const COMMON: Keys = {
  addresses: 'any',
  routes: { list: { members: ROUTE } },
  'routing-policy': { list: { members: RULE } },
  nameservers: { members: all('addresses search', 'any') },
  'link-local': { list: ['ipv4', 'ipv6'] },
  'ipv6-address-generation': ['eui64', 'stable-privacy'],
  'activation-mode': ['manual', 'off'],
  ...all('gateway4 gateway6 macaddress ipv6-address-token', 'any'),
  ...all('mtu ipv6-mtu', 'number'),
  ...all('dhcp4 dhcp6 accept-ra ipv6-privacy optional critical ignore-carrier', 'boolean'),
  ...all('neigh-suppress hairpin port-mac-learning', 'boolean'),
  'dhcp-identifier': ['mac', 'duid'],
  ...all('dhcp4-overrides dhcp6-overrides', { members: DHCP }),
};

const ETHERNET: Keys = {
  match: { members: all('name macaddress driver', 'any') },
  'set-name': 'any',
  link: 'id',
  'virtual-function-count': 'number',
  'embedded-switch-mode': ['switchdev', 'legacy'],
  'infiniband-mode': ['datagram', 'connected'],
  wakeonlan: 'boolean',
  ...all(
    `receive-checksum-offload transmit-checksum-offload tcp-segmentation-offload tcp6-segmentation-offload
    generic-segmentation-offload generic-receive-offload large-receive-offload`,
    'boolean',
  ),
};

const BRIDGE_PARAMETERS: Keys = {
  ...all('ageing-time aging-time forward-delay hello-time max-age', 'time'),
  priority: 'number',
  ...all('port-priority path-cost', { each: 'number' }),
  stp: 'boolean',
};

const BOND_PARAMETERS: Keys = {
  mode: ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'],
  'lacp-rate': ['slow', 'fast'],
  ...all('mii-monitor-interval arp-interval up-delay down-delay learn-packet-interval', 'time'),
  ...all(
    'transmit-hash-policy ad-select arp-validate arp-all-targets fail-over-mac-policy primary-reselect-policy',
    'any',
  ),
  ...all('min-links gratuitous-arp packets-per-member resend-igmp', 'number'),
  'all-members-active': 'boolean',
  'arp-ip-targets': 'any',
  primary: 'id',
};

const TUNNEL: Keys = {
  ...all('local remote', 'address'),
  ...all('ttl port mark id type-of-service ageing limit flow-label', 'number'),
  ...all('key keys peers notifications checksums extensions port-range', 'any'),
  ...all('mac-learning arp-proxy short-circuit do-not-fragment', 'boolean'),
  link: 'id',
};

/** A section of devices: its keys, and those that netplan requires. */
export interface SectionGrammar {
  readonly keys: Keys;
  readonly required: readonly string[];
  /** Keys that netplan lacks and without which the device would be a different one. */
  readonly essential?: readonly string[];
  /** Values to write for missing keys if the key above them is present: netplan's default is a different one there. */
  readonly said?: Readonly<Record<string, { readonly [key: string]: boolean }>>;
}

const section = (keys: Keys, ...required: readonly string[]): SectionGrammar => ({
  keys: { ...COMMON, ...keys },
  required,
});

export const NETPLAN_SECTIONS: Readonly<Record<string, SectionGrammar>> = {
  ethernets: section(ETHERNET),
  bridges: {
    ...section({ interfaces: 'ids', parameters: { members: BRIDGE_PARAMETERS } }),
    // Any parameter turns STP on.
    said: { parameters: { stp: false } },
  },
  bonds: section({ interfaces: 'ids', parameters: { members: BOND_PARAMETERS } }),
  vlans: { ...section({ id: 'number', link: 'id' }, 'id', 'link'), essential: ['protocol'] },
  vrfs: section({ interfaces: 'ids', table: 'number' }, 'table'),
  'dummy-devices': section({}),
  'virtual-ethernets': section({ peer: 'id' }, 'peer'),
};

const PAIR = ['local', 'remote'] as const;
const KEYED = ['keys', 'key'] as const;

/** Tunnels by mode: their keys, besides `ttl`, and those that are required. */
export const NETPLAN_TUNNELS: Readonly<Record<string, SectionGrammar>> = {
  ...tunnels('sit ipip ipip6 ip6ip6', ['ttl', ...PAIR]),
  ...tunnels('gre gretap ip6gre ip6gretap vti vti6', ['ttl', ...PAIR, ...KEYED]),
  wireguard: section({ mode: ['wireguard'], ...picked('key port mark peers'.split(' ')) }, 'mode', 'key'),
  vxlan: section(
    { mode: ['vxlan'], ...picked(Object.keys(TUNNEL).filter((key) => !/^(keys?|peers|mark)$/.test(key))) },
    'mode',
    'id',
  ),
};

function tunnels(modes: string, keys: readonly string[]): Readonly<Record<string, SectionGrammar>> {
  return Object.fromEntries(
    modes.split(' ').map((mode) => [mode, section({ mode: [mode], ...picked(keys) }, 'mode', ...PAIR)]),
  );
}

function picked(keys: readonly string[]): Keys {
  return Object.fromEntries(Object.entries(TUNNEL).filter(([key]) => keys.includes(key)));
}
