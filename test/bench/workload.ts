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

function write(name: string, lines: readonly string[]): string {
  const path = join(OUT, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
