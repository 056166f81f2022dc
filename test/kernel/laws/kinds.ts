import { type Draw, maybe, one } from '../../engine/machine.ts';
import { without } from '../support/needs.ts';
import type { Device } from './case.ts';

/** What a device of a kind needs of the others. */
interface Drawing {
  readonly draw: Draw;
  readonly name: string;
  /** Number of its name, for what must be different on each. */
  readonly nth: number;
  /** What may be below it. */
  readonly lower: string | undefined;
}

export interface KindOf {
  readonly section: string;
  /** How the kernel's iproute2 makes a leftover of the kind. */
  readonly add: (drawing: Drawing) => string;
  /** Its keys; undefined where something is missing for one. */
  readonly keys: (drawing: Drawing) => Device | undefined;
  readonly isMaster?: true;
  /** What a port of it may not be beside. */
  readonly mayBePort?: true;
  /** Cannot have addresses of its own (or it would prove nothing). */
  readonly below?: 'needed' | 'possible';
  /** What it occupies on the device below. */
  readonly handler?: string;
  readonly noIp?: true;
}

/** The kinds of links that are drawn, by their names in needs.ts. */
export const KINDS: Readonly<Record<string, KindOf>> = {
  bridge: {
    section: 'bridges',
    add: ({ name }) => `ip link add ${name} type bridge`,
    keys: ({ draw }) => ({
      ...(maybe(draw, 50) && {
        parameters: {
          ...(maybe(draw) && { stp: maybe(draw) }),
          ...(maybe(draw) && { 'ageing-time': one(draw, 100, 200) }),
          ...(maybe(draw, 30) && { priority: one(draw, 4096, 8192) }),
        },
      }),
    }),
    isMaster: true,
  },
  veth: {
    section: 'virtual-ethernets',
    add: ({ name, draw }) => `ip link add ${name} type veth peer name ${one(draw, `${name}p`, 'fpeer')}`,
    keys: ({ name }) => ({ peer: `${name}p` }),
    mayBePort: true,
  },
  macvlan: {
    section: 'macvlans',
    add: ({ name, lower = 'eth2', draw }) =>
      `ip link add ${name} link ${lower} type macvlan mode ${one(draw, 'bridge', 'private')}`,
    keys: ({ lower, draw }) =>
      lower === undefined ? undefined : { link: lower, mode: one(draw, 'bridge', 'private', 'vepa') },
    below: 'needed',
    handler: 'macvlan',
  },
  vxlan: {
    section: 'tunnels',
    add: ({ name, nth, draw }) =>
      `ip link add ${name} type vxlan id ${vni(draw, nth)} dstport ${one(draw, 4789, 8472)} remote 10.9.0.9`,
    keys: ({ draw, nth, lower }) => ({
      mode: 'vxlan',
      id: vni(draw, nth),
      port: one(draw, 4789, 8472),
      ...(maybe(draw, 60) && { remote: one(draw, '10.9.0.9', '10.9.0.8') }),
      ...(lower !== undefined && maybe(draw, 40) && { link: lower }),
      ...(maybe(draw, 30) && { 'mac-learning': maybe(draw) }),
      ...(maybe(draw, 20) && { ttl: one(draw, 64, 32) }),
    }),
    mayBePort: true,
    below: 'possible',
  },
  ifb: {
    section: 'ifbs',
    add: ({ name }) => `ip link add ${name} type ifb`,
    keys: () => ({}),
  },
  tun: {
    section: 'tuntaps',
    add: ({ name, draw }) => `ip tuntap add ${name} mode ${one(draw, 'tap', 'tun')}`,
    keys: ({ draw }) => ({ mode: one(draw, 'tap', 'tun') }),
  },
  dummy: {
    section: 'dummy-devices',
    add: ({ name }) => `ip link add ${name} type dummy`,
    keys: () => ({}),
    mayBePort: true,
  },
  vlan: {
    section: 'vlans',
    add: ({ name, nth, draw, lower = 'eth0' }) =>
      `ip link add ${name} link ${lower} type vlan id ${vlanId(draw, nth)}`,
    keys: ({ draw, lower, nth }) =>
      lower === undefined ? undefined : { link: lower, id: vlanId(draw, nth) },
    below: 'needed',
    mayBePort: true,
  },
  bond: {
    section: 'bonds',
    add: ({ name, draw }) => `ip link add ${name} type bond mode ${one(draw, 'balance-rr', 'active-backup')}`,
    keys: ({ draw }) => ({
      parameters: {
        mode: one(draw, 'balance-rr', 'active-backup', 'balance-xor'),
        ...(maybe(draw) && { 'mii-monitor-interval': one(draw, 100, 200) }),
        ...(maybe(draw, 30) && { 'min-links': 1 }),
      },
    }),
    isMaster: true,
    mayBePort: true,
  },
  team: {
    section: 'teams',
    add: ({ name }) => `ip link add ${name} type team`,
    keys: ({ draw }) => ({ parameters: { mode: one(draw, 'roundrobin', 'activebackup', 'broadcast') } }),
    isMaster: true,
    mayBePort: true,
  },
  vrf: {
    section: 'vrfs',
    add: ({ name, nth, draw }) => `ip link add ${name} type vrf table ${one(draw, 300, 400) + nth}`,
    keys: ({ draw, nth }) => ({ table: one(draw, 300, 400) + nth }),
    isMaster: true,
    noIp: true,
  },
  ipvlan: {
    section: 'ipvlans',
    add: ({ name, lower = 'eth2', draw }) =>
      `ip link add ${name} link ${lower} type ipvlan mode ${one(draw, 'l2', 'l3')}`,
    keys: ({ lower, draw }) =>
      lower === undefined ? undefined : { link: lower, mode: one(draw, 'l2', 'l3') },
    below: 'needed',
    handler: 'ipvlan',
  },
  gre: {
    section: 'tunnels',
    add: ({ name, nth, draw }) =>
      `ip link add ${name} type gre remote 10.9.${nth}.9 ttl ${one(draw, 32, 64)}`,
    keys: ({ draw, nth }) => ({
      mode: 'gre',
      local: one(draw, '10.9.1.1', '10.9.1.2'),
      remote: `10.9.${nth}.9`,
      ...(maybe(draw) && { ttl: one(draw, 32, 64) }),
    }),
  },
  ipip: {
    section: 'tunnels',
    add: ({ name, nth }) => `ip link add ${name} type ipip remote 10.9.${nth}.9`,
    keys: ({ draw, nth }) => ({
      mode: 'ipip',
      local: one(draw, '10.9.1.1', '10.9.1.2'),
      remote: `10.9.${nth}.9`,
      ...(maybe(draw) && { ttl: one(draw, 32, 64) }),
    }),
  },
  geneve: {
    section: 'tunnels',
    add: ({ name, nth }) => `ip link add ${name} type geneve id ${nth} remote 10.9.0.9`,
    keys: ({ draw, nth }) => ({
      mode: 'geneve',
      id: vni(draw, nth),
      remote: one(draw, '10.9.0.9', '10.9.0.8'),
    }),
    mayBePort: true,
  },
};

const vni = (draw: Draw, nth: number): number => nth + one(draw, 0, 0, 10, 1);
const vlanId = (draw: Draw, nth: number): number => 10 + nth + one(draw, 0, 0, 20, 1);

/** The wanted kinds, by default all, that this kernel has. */
export const kindsHere = (wanted: readonly string[] = Object.keys(KINDS)): readonly string[] =>
  wanted.filter((kind) => kind in KINDS && without(kind) === false);
