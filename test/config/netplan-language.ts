/**
 * netplan 1.2's language as data: every key of the tables in its parse.c at every place, with a value that shows what
 * becomes of it. docs/netplan-keys.md is made of what the program says of these (scripts/generate-keys.mjs).
 */

/** A value, and what must stand beside the key for it to have a meaning. */
export type Probe = string | readonly [value: string, beside: string];

export interface NetplanPlace {
  /** As the document calls it. */
  readonly place: string;
  /** A whole configuration around some members of the mapping at this place. */
  readonly around: (members: string) => string;
  readonly keys: Readonly<Record<string, Probe>>;
}

const PUBLIC = 'M9nt4YujIOmNrRmpIRTmYSfMdrpvE7u6WkG8FY8WjG4=';
const KEY = '4GgaQCy68nzNsUE5aJ9fuLzHhB65tAlwbmA72MWnOm8=';
const WIFI = '{access-points: {home: {password: s3cret-word}}}';

const network = (members: string): string => `network: {${members}}`;
const device =
  (section: string, rest = '') =>
  (members: string): string =>
    network(
      `ethernets: {e: {}, f: {}}, ${section}: {d: {${[rest, members].filter((text) => text !== '').join(', ')}}}`,
    );
const ethernet = (members: string): string => network(`ethernets: {e: {${members}}}`);
const within =
  (outer: (members: string) => string, key: string, rest = '') =>
  (members: string): string =>
    outer(`${key}: {${[rest, members].filter((text) => text !== '').join(', ')}}`);
const entryOf =
  (key: string, rest: string, before = '') =>
  (members: string): string =>
    ethernet(`${before}${key}: [{${[rest, members].filter((text) => text !== '').join(', ')}}]`);

const EVERY_DEVICE: Readonly<Record<string, Probe>> = {
  renderer: 'networkd',
  addresses: '[192.0.2.1/24]',
  dhcp4: 'true',
  dhcp6: 'true',
  'dhcp-identifier': ['mac', 'dhcp4: true'],
  'dhcp4-overrides': ['{use-dns: false}', 'dhcp4: true'],
  'dhcp6-overrides': ['{use-dns: false}', 'dhcp6: true'],
  'ra-overrides': '{use-dns: false}',
  'accept-ra': 'true',
  'link-local': '[]',
  'ipv6-address-generation': 'stable-privacy',
  'ipv6-address-token': '"::5"',
  'ipv6-privacy': 'true',
  'ipv6-mtu': '1400',
  mtu: '1400',
  macaddress: '02:00:00:00:00:01',
  gateway4: '192.0.2.254',
  gateway6: '"2001:db8::fe"',
  nameservers: '{addresses: [192.0.2.53]}',
  optional: 'true',
  'optional-addresses': '[dhcp4]',
  critical: 'true',
  'ignore-carrier': 'true',
  'activation-mode': 'off',
  routes: '[{to: 10.0.0.0/8, via: 192.0.2.254}]',
  'routing-policy': '[{from: 10.0.0.0/8, table: 100}]',
  networkmanager: '{name: home}',
  openvswitch: '{}',
};

const DHCP_OVERRIDES: Readonly<Record<string, Probe>> = {
  'use-dns': 'false',
  'use-ntp': 'false',
  'use-mtu': 'false',
  'use-routes': 'false',
  'use-hostname': 'false',
  'send-hostname': 'false',
  hostname: 'lab',
  'route-metric': '300',
  'use-domains': 'true',
};

const AUTHENTICATION: Readonly<Record<string, Probe>> = {
  'key-management': '802.1x',
  method: ['peap', 'key-management: 802.1x'],
  identity: ['me', 'key-management: 802.1x, method: peap'],
  'anonymous-identity': ['guest', 'key-management: 802.1x, method: peap'],
  password: ['s3cret-word', 'key-management: 802.1x, method: peap'],
  'ca-certificate': ['/etc/ca.pem', 'key-management: 802.1x, method: tls'],
  'client-certificate': ['/etc/client.pem', 'key-management: 802.1x, method: tls'],
  'client-key': ['/etc/client.key', 'key-management: 802.1x, method: tls'],
  'client-key-password': ['s3cret-word', 'key-management: 802.1x, method: tls, client-key: /etc/client.key'],
  'phase2-auth': ['MSCHAPV2', 'key-management: 802.1x, method: peap'],
};

const OPEN_VSWITCH: Readonly<Record<string, Probe>> = {
  'external-ids': '{iface-id: lab}',
  'other-config': '{disable-in-band: "true"}',
  protocols: '[OpenFlow13]',
};

const settings = (of: string): ((members: string) => string) =>
  within(device(of, 'interfaces: [e, f]'), 'parameters');

const TIMES_OF_BRIDGE: Readonly<Record<string, Probe>> = {
  'ageing-time': '100',
  'aging-time': '100',
  'forward-delay': '10',
  'hello-time': '3',
  'max-age': '12',
};

export const NETPLAN: readonly NetplanPlace[] = [
  { place: 'the file', around: (members) => `{${members}}`, keys: { network: '{bridges: {b: {}}}' } },
  {
    place: '`network`',
    around: network,
    keys: {
      version: '2',
      renderer: 'networkd',
      ethernets: '{e: {}}',
      wifis: `{w: ${WIFI}}`,
      modems: '{m: {apn: internet}}',
      bridges: '{d: {}}',
      bonds: '{d: {}}',
      vlans: ['{d: {id: 5, link: e}}', 'ethernets: {e: {}}'],
      vrfs: '{d: {table: 100}}',
      tunnels: '{d: {mode: gre, local: 192.0.2.1, remote: 192.0.2.2}}',
      'dummy-devices': '{d: {}}',
      'virtual-ethernets': '{c: {peer: d}, d: {peer: c}}',
      'nm-devices': '{n: {networkmanager: {passthrough: {connection.type: vpn}}}}',
      openvswitch: '{protocols: [OpenFlow13]}',
    },
  },
  { place: 'every device', around: ethernet, keys: EVERY_DEVICE },
  {
    place: 'every device that is a port of a bridge',
    around: (members) => network(`ethernets: {e: {${members}}}, bridges: {d: {interfaces: [e]}}`),
    keys: { hairpin: 'true', 'neigh-suppress': 'true', 'port-mac-learning': 'false' },
  },
  {
    place: 'an entry of `addresses`',
    around: (members) => ethernet(`addresses: [{192.0.2.1/24: {${members}}}]`),
    keys: { lifetime: '0', label: '"e:lab"' },
  },
  {
    place: '`nameservers`',
    around: within(ethernet, 'nameservers'),
    keys: { addresses: '[192.0.2.53]', search: '[example.net]' },
  },
  {
    place: '`dhcp4-overrides`',
    around: within((members) => ethernet(`dhcp4: true, ${members}`), 'dhcp4-overrides'),
    keys: DHCP_OVERRIDES,
  },
  {
    place: '`dhcp6-overrides`',
    around: within((members) => ethernet(`dhcp6: true, ${members}`), 'dhcp6-overrides'),
    keys: DHCP_OVERRIDES,
  },
  {
    place: '`ra-overrides`',
    around: within(ethernet, 'ra-overrides'),
    keys: { 'use-dns': 'true', 'use-domains': 'true', table: '100' },
  },
  {
    place: 'an entry of `routes`',
    around: entryOf('routes', ''),
    keys: {
      to: '10.0.0.0/8',
      via: ['192.0.2.254', 'to: 10.0.0.0/8'],
      from: ['192.0.2.1', 'to: 10.0.0.0/8'],
      'on-link': ['true', 'to: 10.0.0.0/8, via: 192.0.2.254'],
      metric: ['100', 'to: 10.0.0.0/8'],
      type: ['blackhole', 'to: 10.0.0.0/8'],
      scope: ['host', 'to: 10.0.0.0/8'],
      table: ['100', 'to: 10.0.0.0/8'],
      mtu: ['1400', 'to: 10.0.0.0/8'],
      'congestion-window': ['20', 'to: 10.0.0.0/8'],
      'advertised-receive-window': ['20', 'to: 10.0.0.0/8'],
      'advertised-mss': ['1300', 'to: 10.0.0.0/8'],
    },
  },
  {
    place: 'an entry of `routing-policy`',
    around: entryOf('routing-policy', ''),
    keys: {
      from: '10.0.0.0/8',
      to: '10.0.0.0/8',
      table: ['100', 'from: 10.0.0.0/8'],
      priority: ['0', 'from: 10.0.0.0/8'],
      mark: ['0', 'from: 10.0.0.0/8'],
      'type-of-service': ['16', 'from: 10.0.0.0/8'],
    },
  },
  {
    place: '`networkmanager`',
    around: within(ethernet, 'networkmanager'),
    keys: {
      name: 'home',
      uuid: 'b22d8f0f-3f34-46bd-ac28-801fa87f1eb6',
      'stable-id': 'home',
      device: 'e',
      passthrough: '{connection.autoconnect: "false"}',
    },
  },
  {
    place: '`ethernets`',
    around: ethernet,
    keys: {
      match: '{name: "en*"}',
      'set-name': ['lan0', 'match: {name: enp1s0}'],
      wakeonlan: 'true',
      wakeonwlan: '[any]',
      'emit-lldp': 'true',
      'receive-checksum-offload': 'false',
      'transmit-checksum-offload': 'false',
      'tcp-segmentation-offload': 'false',
      'tcp6-segmentation-offload': 'false',
      'generic-segmentation-offload': 'false',
      'generic-receive-offload': 'false',
      'large-receive-offload': 'false',
      auth: '{key-management: 802.1x, method: peap, identity: me, password: s3cret-word}',
      'virtual-function-count': '4',
      'embedded-switch-mode': 'switchdev',
      'delay-virtual-functions-rebind': ['true', 'virtual-function-count: 4'],
      'infiniband-mode': 'connected',
    },
  },
  {
    place: '`ethernets`, a virtual function',
    around: (members) => network(`ethernets: {p: {}, e: {${members}}}`),
    keys: { link: 'p' },
  },
  {
    place: '`match`',
    around: within(ethernet, 'match'),
    keys: { name: '"en*"', macaddress: '02:00:00:00:00:01', driver: '[e1000e]' },
  },
  { place: '`auth`', around: within(ethernet, 'auth'), keys: AUTHENTICATION },
  {
    place: '`bridges`',
    around: device('bridges'),
    keys: { interfaces: '[e]', parameters: '{priority: 4096}' },
  },
  {
    place: "a bridge's `parameters`",
    around: settings('bridges'),
    keys: {
      ...TIMES_OF_BRIDGE,
      priority: '0',
      'port-priority': '{e: 0}',
      'path-cost': '{e: 100}',
      stp: 'false',
    },
  },
  {
    place: '`bonds`',
    around: device('bonds'),
    keys: { interfaces: '[e]', parameters: '{mode: active-backup}' },
  },
  {
    place: "a bond's `parameters`",
    around: settings('bonds'),
    keys: {
      mode: '802.3ad',
      'lacp-rate': ['fast', 'mode: 802.3ad'],
      'mii-monitor-interval': '100',
      'min-links': '0',
      'transmit-hash-policy': ['layer3+4', 'mode: 802.3ad'],
      'ad-select': ['bandwidth', 'mode: 802.3ad'],
      'all-members-active': 'false',
      'all-slaves-active': 'false',
      'arp-interval': ['100', 'mode: active-backup, arp-ip-targets: [192.0.2.9]'],
      'arp-ip-targets': ['[192.0.2.9]', 'mode: active-backup, arp-interval: 100'],
      'arp-validate': ['all', 'mode: active-backup, arp-interval: 100, arp-ip-targets: [192.0.2.9]'],
      'arp-all-targets': ['all', 'mode: active-backup, arp-interval: 100, arp-ip-targets: [192.0.2.9]'],
      'up-delay': ['200', 'mii-monitor-interval: 100'],
      'down-delay': ['200', 'mii-monitor-interval: 100'],
      'fail-over-mac-policy': ['active', 'mode: active-backup'],
      'gratuitous-arp': ['0', 'mode: active-backup'],
      'gratuitious-arp': ['0', 'mode: active-backup'],
      'packets-per-member': ['0', 'mode: balance-rr'],
      'packets-per-slave': ['0', 'mode: balance-rr'],
      'primary-reselect-policy': ['better', 'mode: active-backup'],
      'resend-igmp': ['0', 'mode: active-backup'],
      'learn-packet-interval': ['5', 'mode: balance-alb'],
      primary: ['e', 'mode: active-backup'],
    },
  },
  {
    place: '`vlans`',
    around: device('vlans'),
    keys: { id: ['5', 'link: e'], link: ['e', 'id: 5'] },
  },
  {
    place: '`vrfs`',
    around: device('vrfs'),
    keys: { table: '100', interfaces: ['[e]', 'table: 100'] },
  },
  {
    place: '`tunnels`',
    around: device('tunnels'),
    keys: {
      mode: ['sit', 'local: 192.0.2.1, remote: 192.0.2.2'],
      local: ['192.0.2.1', 'mode: sit, remote: 192.0.2.2'],
      remote: ['192.0.2.2', 'mode: sit, local: 192.0.2.1'],
      ttl: ['64', 'mode: sit, local: 192.0.2.1, remote: 192.0.2.2'],
      key: ['1.2.3.4', 'mode: gre, local: 192.0.2.1, remote: 192.0.2.2'],
      keys: ['{input: 1, output: 2}', 'mode: gre, local: 192.0.2.1, remote: 192.0.2.2'],
    },
  },
  {
    place: "a tunnel's `keys`",
    around: within(device('tunnels', 'mode: gre, local: 192.0.2.1, remote: 192.0.2.2'), 'keys'),
    keys: { input: '1', output: '2' },
  },
  {
    place: '`tunnels`, WireGuard',
    around: device('tunnels', 'mode: wireguard'),
    keys: {
      key: KEY,
      keys: `{private: ${KEY}}`,
      port: ['51820', `key: ${KEY}`],
      mark: ['42', `key: ${KEY}`],
      peers: [`[{keys: {public: ${PUBLIC}}, allowed-ips: [10.0.0.0/8]}]`, `key: ${KEY}`],
    },
  },
  {
    place: "a WireGuard tunnel's `keys`",
    around: within(device('tunnels', 'mode: wireguard'), 'keys'),
    keys: { private: KEY, 'private-key-flags': ['[agent-owned]', `private: ${KEY}`] },
  },
  {
    place: 'an entry of `peers`',
    around: (members) =>
      network(
        `tunnels: {d: {mode: wireguard, key: ${KEY}, peers: [{${[`keys: {public: ${PUBLIC}}`, members].filter((text) => text !== '').join(', ')}}]}}`,
      ),
    keys: {
      endpoint: ['"192.0.2.9:51820"', 'allowed-ips: [10.0.0.0/8]'],
      keepalive: ['25', 'allowed-ips: [10.0.0.0/8]'],
      'allowed-ips': '[10.0.0.0/8]',
    },
  },
  {
    place: "a peer's `keys`",
    around: (members) =>
      network(
        `tunnels: {d: {mode: wireguard, key: ${KEY}, peers: [{keys: {${members}}, allowed-ips: [10.0.0.0/8]}]}}`,
      ),
    keys: { public: PUBLIC, shared: [KEY, `public: ${PUBLIC}`] },
  },
  {
    place: '`tunnels`, VXLAN',
    around: device('tunnels', 'mode: vxlan'),
    keys: {
      id: '5',
      link: ['e', 'id: 5'],
      remote: ['192.0.2.2', 'id: 5'],
      local: ['192.0.2.1', 'id: 5'],
      'type-of-service': ['16', 'id: 5'],
      ttl: ['64', 'id: 5'],
      'mac-learning': ['false', 'id: 5'],
      ageing: ['100', 'id: 5'],
      aging: ['100', 'id: 5'],
      limit: ['100', 'id: 5'],
      'arp-proxy': ['true', 'id: 5'],
      notifications: ['[l2-miss]', 'id: 5'],
      'short-circuit': ['true', 'id: 5'],
      checksums: ['[udp]', 'id: 5'],
      extensions: ['[group-policy]', 'id: 5'],
      port: ['4790', 'id: 5'],
      'port-range': ['[40000, 50000]', 'id: 5'],
      'flow-label': ['5', 'id: 5, local: "2001:db8::1"'],
      'do-not-fragment': ['true', 'id: 5'],
    },
  },
  {
    place: '`virtual-ethernets`',
    around: (members) => network(`virtual-ethernets: {c: {}, d: {${members}}}`),
    keys: { peer: 'c' },
  },
  {
    place: '`wifis`',
    around: (members) => network(`wifis: {w: {${members}}}`),
    keys: {
      'access-points': '{home: {password: s3cret-word}}',
      'regulatory-domain': ['GB', 'access-points: {home: {}}'],
      wakeonwlan: ['[any]', 'access-points: {home: {}}'],
      auth: ['{key-management: psk, password: s3cret-word}', 'access-points: {home: {}}'],
    },
  },
  {
    place: 'an entry of `access-points`',
    around: (members) => network(`wifis: {w: {access-points: {home: {${members}}}}}`),
    keys: {
      password: 's3cret-word',
      mode: 'infrastructure',
      bssid: '02:00:00:00:00:01',
      band: '5GHz',
      channel: ['36', 'band: 5GHz'],
      hidden: 'true',
      auth: '{key-management: sae, password: s3cret-word}',
      networkmanager: '{name: home}',
    },
  },
  {
    place: '`modems`',
    around: (members) => network(`modems: {m: {${members}}}`),
    keys: {
      apn: 'internet',
      'auto-config': 'true',
      'device-id': 'da812de91eec16620b06cd0ca5cbc7ea25245222',
      'network-id': '254098',
      number: '"*99#"',
      password: 's3cret-word',
      pin: '"1234"',
      'sim-id': '89148000000060671234',
      'sim-operator-id': '310260',
      username: 'me',
    },
  },
  {
    place: '`openvswitch` of the network',
    around: within(network, 'openvswitch'),
    keys: { ...OPEN_VSWITCH, ports: '[[a, b]]', ssl: '{ca-cert: /etc/ca.pem}' },
  },
  {
    place: '`ssl` of the network',
    around: (members) => network(`openvswitch: {ssl: {${members}}}`),
    keys: { 'ca-cert': '/etc/ca.pem', certificate: '/etc/own.pem', 'private-key': '/etc/own.key' },
  },
  {
    place: '`openvswitch` of a device',
    around: within(device('bridges'), 'openvswitch'),
    keys: {
      ...OPEN_VSWITCH,
      lacp: 'active',
      'fail-mode': 'secure',
      'mcast-snooping': 'true',
      rstp: 'true',
      controller: '{addresses: ["tcp:192.0.2.9"]}',
    },
  },
  {
    place: '`controller`',
    around: (members) => network(`bridges: {d: {openvswitch: {controller: {${members}}}}}`),
    keys: { addresses: '["tcp:192.0.2.9"]', 'connection-mode': 'out-of-band' },
  },
];
