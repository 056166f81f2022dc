import { filled, ipv4, type Make, mac, text } from './pieces.ts';

/** Devices of a section, each on a line of its own or several. */
const devices =
  (section: string, device: (i: number) => string, before = ''): Make =>
  (size) => {
    const head = `network:\n${before}  ${section}:\n`;
    return text(head, filled(size - head.length, device));
  };

/** One device with a long list below a key. */
const list =
  (key: string, entry: (i: number) => string, before = ''): Make =>
  (size) =>
    text(
      `network:\n  ethernets:\n    e:\n${before}      ${key}:\n`,
      filled(size - 200, (i) => `      - ${entry(i)}\n`),
    );

const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const keyOf = (i: number): string => `${i.toString(36).padStart(8, 'A')}${KEY.slice(8)}`;

/** Right texts that declare as much as fits. */
export const SECTION_KINDS: Readonly<Record<string, Make>> = {
  bridges: devices('bridges', (i) => `    b${i}: {mtu: 1500}\n`),
  'bridges of nothing': devices('bridges', (i) => `    b${i}: {}\n`),
  'bridges with parameters': devices('bridges', (i) => `    b${i}: {parameters: {stp: false}}\n`),
  'dummies with an address': devices('dummy-devices', (i) => `    d${i}: {addresses: [${ipv4(i)}/8]}\n`),
  'dummies with a route': devices(
    'dummy-devices',
    (i) => `    d${i}: {routes: [{to: ${ipv4(i)}, scope: link}]}\n`,
  ),
  'dummies with a DNS server': devices(
    'dummy-devices',
    (i) => `    d${i}: {nameservers: {addresses: [${ipv4(i)}]}}\n`,
  ),
  'dummies with a rule': devices(
    'dummy-devices',
    (i) => `    d${i}: {routing-policy: [{from: ${ipv4(i)}, table: 5}]}\n`,
  ),
  'dummies with a neighbour': devices(
    'dummy-devices',
    (i) => `    d${i}: {neighbors: [{to: ${ipv4(i)}, macaddress: "${mac(i)}"}]}\n`,
  ),
  'ethernets that ask for an address': devices('ethernets', (i) => `    e${i}: {dhcp4: true}\n`),
  'ethernets by their MAC': devices(
    'ethernets',
    (i) => `    e${i}: {match: {macaddress: "${mac(i)}"}, set-name: n${i}}\n`,
  ),
  'vlans of one link': devices(
    'vlans',
    (i) => `    v${i}: {id: ${(i % 4094) + 1}, link: e${Math.floor(i / 4094)}}\n`,
    `  ethernets:\n${Array.from({ length: 12 }, (_, i) => `    e${i}: {}\n`).join('')}`,
  ),
  'a tower of vlans': devices(
    'vlans',
    (i) => `    v${i}: {id: 1, link: ${i === 0 ? 'e' : `v${i - 1}`}}\n`,
    '  ethernets: {e: {}}\n',
  ),
  'bridges and their ports': (size) =>
    text(
      'network:\n  ethernets:\n',
      filled(size / 2 - 100, (i) => `    e${i}: {}\n`),
      '  bridges:\n',
      filled(size / 5, (i) => `    b${i}: {interfaces: [e${i}]}\n`),
    ),
  'bonds and their parameters': devices('bonds', (i) => `    o${i}: {parameters: {mode: 802.3ad}}\n`),
  'vrfs and their tables': devices('vrfs', (i) => `    r${i}: {table: ${i + 1000}}\n`),
  vxlans: devices('tunnels', (i) => `    t${i}: {mode: vxlan, id: ${i + 1}, port: 4789, local: 10.0.0.1}\n`),
  'tunnels of gre': devices(
    'tunnels',
    (i) => `    t${i}: {mode: gre, local: 10.0.0.1, remote: ${ipv4(i + 2)}}\n`,
  ),
  'veth pairs': devices('virtual-ethernets', (i) => `    p${i}: {peer: q${i}}\n    q${i}: {peer: p${i}}\n`),
  macvlans: devices('macvlans', (i) => `    m${i}: {link: e, mode: bridge}\n`, '  ethernets: {e: {}}\n'),
  tuntaps: devices('tuntaps', (i) => `    t${i}: {mode: tap}\n`),
  'sysctls of devices': devices('dummy-devices', (i) => `    d${i}: {sysctl: {ipv4.rp_filter: 2}}\n`),
  addresses: list('addresses', (i) => `${ipv4(i)}/8`),
  'addresses of IPv6': list(
    'addresses',
    (i) => `fd00::${(i >> 16).toString(16)}:${(i & 65535).toString(16)}/64`,
  ),
  'addresses with options': list('addresses', (i) => `${ipv4(i)}/8: {lifetime: 0}`),
  'addresses that are labelled': list('addresses', (i) => `${ipv4(i)}/8: {label: "e:${i % 1000}"}`),
  routes: list('routes', (i) => `{to: ${ipv4(i)}, via: 10.0.0.1}`, '      addresses: [10.0.0.2/8]\n'),
  'routes of IPv6': list('routes', (i) =>
    `{to: fd00::${i.toString(16)}, via: fe80::1}`.replace(/::(\w{1,4})(\w{4})/, '::$1:$2'),
  ),
  'routes with a metric for each': list(
    'routes',
    (i) => `{to: default, via: 10.0.0.1, metric: ${i + 1}}`,
    '      addresses: [10.0.0.2/8]\n',
  ),
  rules: list('routing-policy', (i) => `{from: ${ipv4(i)}, table: 5}`),
  'rules with priorities': list('routing-policy', (i) => `{to: 10.0.0.0/8, table: 5, priority: ${i + 1}}`),
  neighbors: list('neighbors', (i) => `{to: ${ipv4(i)}, macaddress: "${mac(i)}"}`),
  'forwarding entries': (size) =>
    text(
      'network:\n  tunnels:\n    t:\n      mode: vxlan\n      id: 1\n      fdb:\n',
      filled(size - 200, (i) => `      - {macaddress: "${mac(i)}", via: 10.0.0.7}\n`),
    ),
  'vlans of bridge ports': (size) => {
    const count = Math.floor(size / 50);
    const ports = Array.from({ length: count }, (_, i) => `e${i}`);
    return text(
      `network:\n  bridges: {b: {parameters: {vlan-filtering: true}, interfaces: [${ports.join(', ')}]}}\n  ethernets:\n`,
      ...ports.map((port, i) => `    ${port}: {vlans: [{id: ${(i % 4094) + 1}}]}\n`),
    );
  },
  'vlans of one port': (size) =>
    text(
      'network:\n  bridges: {b: {parameters: {vlan-filtering: true}, interfaces: [e]}}\n  ethernets:\n    e:\n      vlans:\n',
      filled(Math.min(size - 200, 70_000), (i) => `      - {id: ${(i % 4094) + 1}}\n`),
    ),
  'devices that share a list': (size) =>
    text(
      `network:\n  dummy-devices:\n    d: {addresses: &a [${Array.from({ length: 7 }, (_, i) => `${ipv4(i + 1)}/24`).join()}]}\n`,
      filled(Math.min(size / 2, 280_000), (i) => `    d${i}: {addresses: *a}\n`),
      filled(size / 2 - 100, (i) => `    e${i}: {}\n`),
    ),
  'DNS servers': (size) =>
    text(
      'network: {ethernets: {e: {nameservers: {addresses: [',
      filled(size - 200, (i) => `${ipv4(i)}, `),
      '10.0.0.1]}}}}\n',
    ),
  'search domains': (size) =>
    text(
      'network: {ethernets: {e: {nameservers: {search: [',
      filled(size - 200, (i) => `d${i}, `),
      'x], addresses: [10.0.0.1]}}}}\n',
    ),
  'alternative names': list('alternative-names', (i) => `n${i}`),
  'peers of WireGuard': (size) =>
    text(
      `network:\n  tunnels:\n    wg:\n      mode: wireguard\n      key: ${KEY}\n      peers:\n`,
      filled(size - 200, (i) => `      - {keys: {public: "${keyOf(i)}"}, allowed-ips: [${ipv4(i)}/32]}\n`),
    ),
  'networks that a peer of WireGuard may use': (size) =>
    text(
      `network:\n  tunnels:\n    wg:\n      mode: wireguard\n      key: ${KEY}\n      peers:\n      - keys: {public: "${keyOf(1)}"}\n        allowed-ips:\n`,
      filled(size - 300, (i) => `        - ${ipv4(i)}/32\n`),
    ),
  'ports of one bridge': (size) => {
    const ports = filled(size / 3, (i) => `e${i}, `);
    const declared = ports.split(', ').filter((port) => port !== '');
    return text(
      'network:\n  ethernets:\n',
      declared.map((port) => `    ${port}: {}\n`).join(''),
      `  bridges: {b: {interfaces: [${declared.join(', ')}]}}\n`,
    );
  },
  'path costs of the ports of one bridge': (size) => {
    const declared = filled(size / 4, (i) => `e${i}, `)
      .split(', ')
      .filter((port) => port !== '');
    return text(
      'network:\n  ethernets:\n',
      declared.map((port) => `    ${port}: {}\n`).join(''),
      `  bridges: {b: {interfaces: [${declared.join(', ')}], parameters: {path-cost: {${declared.map((port) => `${port}: 5`).join(', ')}}}}}\n`,
    );
  },
  'access points': (size) =>
    text(
      'network:\n  wifis:\n    w:\n      access-points:\n',
      filled(size - 200, (i) => `        "n${i}": {password: "12345678"}\n`),
    ),
};
