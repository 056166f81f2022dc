import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT } from './place.ts';

/** The same network twice: as a configuration, and as commands for `ip -batch`. */
export interface Workload {
  readonly config: string;
  /** For a fresh namespace. */
  readonly batch: string;
  /** For one that is as wanted already. */
  readonly again: string;
}

const some = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));

const quads = (n: number): string => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.');
const address = (i: number): string => `${quads(0x0a40_0001 + i)}/16`;
const destination = (i: number): string => `${quads(0x1000_0000 + i * 256)}/24`;
const GATEWAY = '10.64.255.254';

/** A bridge with addresses of one subnet and routes by one gateway. Writes its files below .bench. */
export function workload(name: string, addresses: number, routes: number): Workload {
  const config = write(`${name}.yaml`, [
    'network:',
    '  version: 2',
    '  bridges:',
    '    br0:',
    '      addresses:',
    ...some(addresses, (i) => `        - ${address(i)}`),
    ...(routes === 0 ? [] : ['      routes:']),
    ...some(routes, (i) => `        - to: ${destination(i)}\n          via: ${GATEWAY}`),
  ]);
  const objects = (verb: string): string[] => [
    'link set br0 up',
    ...some(addresses, (i) => `address ${verb} ${address(i)} broadcast + dev br0`),
    ...some(routes, (i) => `route ${verb} ${destination(i)} via ${GATEWAY} dev br0`),
  ];
  return {
    config,
    batch: write(`${name}.batch`, ['link add br0 type bridge', ...objects('add')]),
    again: write(`${name}.again`, objects('replace')),
  };
}

/** A bond with a VLAN, an address on each, and a default route. */
export function bondWorkload(): string {
  return write('bond.yaml', [
    'network:',
    '  version: 2',
    '  bonds:',
    '    bond0:',
    '      parameters: {mode: active-backup}',
    '      addresses: [192.0.2.2/24]',
    '      routes: [{to: default, via: 192.0.2.1}]',
    '  vlans:',
    '    bond0.7: {id: 7, link: bond0, addresses: [198.51.100.2/24]}',
  ]);
}

/** As many bridges, each with a VXLAN as its port. */
export function bridgesWorkload(count: number): Workload {
  const name = `bridges-${count}`;
  return {
    config: write(`${name}.yaml`, [
      'network:',
      '  version: 2',
      '  tunnels:',
      ...some(count, (i) => `    vx${i}: {mode: vxlan, id: ${i + 1}, port: 4789, mac-learning: false}`),
      '  bridges:',
      ...some(count, (i) => `    br${i}: {interfaces: [vx${i}]}`),
    ]),
    batch: write(
      `${name}.batch`,
      some(count, (i) =>
        [
          `link add br${i} type bridge`,
          `link add vx${i} type vxlan id ${i + 1} dstport 4789 nolearning`,
          `link set vx${i} master br${i} up`,
          `link set br${i} up`,
        ].join('\n'),
      ),
    ),
    again: write(
      `${name}.again`,
      some(count, (i) => `link set vx${i} master br${i} up\nlink set br${i} up`),
    ),
  };
}

/** As many VLANs on one bond. */
export function vlansWorkload(count: number): Workload {
  const name = `vlans-${count}`;
  return {
    config: write(`${name}.yaml`, [
      'network:',
      '  version: 2',
      '  bonds:',
      '    bond0: {}',
      '  vlans:',
      ...some(count, (i) => `    bond0.${i + 1}: {id: ${i + 1}, link: bond0}`),
    ]),
    batch: write(`${name}.batch`, [
      'link add bond0 type bond',
      'link set bond0 up',
      ...some(count, (i) =>
        [`link add bond0.${i + 1} link bond0 type vlan id ${i + 1}`, `link set bond0.${i + 1} up`].join('\n'),
      ),
    ]),
    again: write(`${name}.again`, ['link set bond0 up', ...some(count, (i) => `link set bond0.${i + 1} up`)]),
  };
}

/** A WireGuard device, as configurations and as wg(8) has it in files: as it is at first, and with some peers changed. */
export interface PeersWorkload {
  readonly config: string;
  readonly changed: string;
  readonly conf: string;
  readonly changedConf: string;
}

/** Of so many peers so many have another network and another interval in the second place. */
export function peersWorkload(count: number, changes: number): PeersWorkload {
  const every = Math.max(1, Math.floor(count / changes));
  const peers = (isChanged: boolean): Peer[] =>
    Array.from({ length: count }, (_, i): Peer => {
      const isOther = isChanged && i % every === 0 && i / every < changes;
      return {
        key: keyFor(i + 1),
        endpoint: `${quads(0xc000_0201 + (i % 250))}:${51820 + (i % 1000)}`,
        network: `${quads(0x0a00_0001 + i * 256 + (isOther ? 1 : 0))}/32`,
        keepalive: isOther ? 30 : 25,
      };
    });
  const name = `peers-${count}`;
  return {
    config: write(`${name}.yaml`, peersConfig(peers(false)), PRIVATE),
    changed: write(`${name}-changed.yaml`, peersConfig(peers(true)), PRIVATE),
    conf: write(`${name}.conf`, peersConf(peers(false)), PRIVATE),
    changedConf: write(`${name}-changed.conf`, peersConf(peers(true)), PRIVATE),
  };
}

interface Peer {
  readonly key: string;
  readonly endpoint: string;
  readonly network: string;
  readonly keepalive: number;
}

const PORT = 51820;
const PRIVATE = 0o600;

/** Any 32 bytes are a public key; the last character of its text has two bits to spare. */
const keyFor = (i: number): string => createHash('sha256').update(`key ${i}`).digest('base64');

const peersConfig = (peers: readonly Peer[]): string[] => [
  'network:',
  '  version: 2',
  '  tunnels:',
  '    wg0:',
  '      mode: wireguard',
  `      port: ${PORT}`,
  `      key: "${keyFor(0)}"`,
  '      peers:',
  ...peers.map(
    ({ key, endpoint, network, keepalive }) =>
      `        - {keys: {public: "${key}"}, endpoint: "${endpoint}", allowed-ips: [${network}], keepalive: ${keepalive}}`,
  ),
];

const peersConf = (peers: readonly Peer[]): string[] => [
  '[Interface]',
  `PrivateKey = ${keyFor(0)}`,
  `ListenPort = ${PORT}`,
  ...peers.flatMap(({ key, endpoint, network, keepalive }) => [
    '[Peer]',
    `PublicKey = ${key}`,
    `Endpoint = ${endpoint}`,
    `AllowedIPs = ${network}`,
    `PersistentKeepalive = ${keepalive}`,
  ]),
];

function write(name: string, lines: readonly string[], mode = 0o644): string {
  const path = join(OUT, name);
  writeFileSync(path, `${lines.join('\n')}\n`, { mode });
  return path;
}
