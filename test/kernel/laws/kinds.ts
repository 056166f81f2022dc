import { type Draw, maybe, one } from '../../engine/machine.ts';
import { lacking } from '../support/needs.ts';
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
  /** Has no link addresses: no MAC address to be given, no neighbours, and nothing stands on it. */
  readonly isBare?: true;
  /** Made of two NICs, which nothing else may have then. */
  readonly isRing?: true;
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
          ...(filtersVlans() && maybe(draw) && { 'vlan-filtering': maybe(draw, 70) }),
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
    keys: (drawing) => ({ mode: 'gre', ...ends4(drawing) }),
    isBare: true,
  },
  ipip: {
    section: 'tunnels',
    add: ({ name, nth }) => `ip link add ${name} type ipip remote 10.9.${nth}.9`,
    keys: (drawing) => ({ mode: 'ipip', ...ends4(drawing) }),
    isBare: true,
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
  gretap: {
    section: 'tunnels',
    add: ({ name, nth }) => `ip link add ${name} type gretap remote 10.9.${nth}.9`,
    keys: (drawing) => ({ mode: 'gretap', ...ends4(drawing) }),
    mayBePort: true,
  },
  sit: {
    section: 'tunnels',
    add: ({ name, nth, draw }) =>
      `ip link add ${name} type sit remote 10.9.${nth}.9 ttl ${one(draw, 32, 64)}`,
    keys: (drawing) => ({ mode: 'sit', ...ends4(drawing) }),
    isBare: true,
  },
  vti: {
    section: 'tunnels',
    add: ({ name, nth, draw }) =>
      `ip link add ${name} type vti local 10.9.1.1 remote 10.9.${nth}.9 key ${one(draw, 5, 6)}`,
    keys: ({ draw, nth }) => ({
      mode: 'vti',
      local: one(draw, '10.9.1.1', '10.9.1.2'),
      remote: `10.9.${nth}.9`,
      ...(maybe(draw, 70) && { key: one(draw, 5, 6) }),
    }),
    isBare: true,
  },
  ip6tnl: {
    section: 'tunnels',
    add: ({ name, nth, draw }) =>
      `ip link add ${name} type ip6tnl mode ${one(draw, 'any', 'ip6ip6')} remote 2001:db8:f::${nth}9`,
    keys: ({ draw, nth }) => ({
      mode: one(draw, 'ip6tnl', 'ipip6', 'ip6ip6'),
      local: one(draw, '2001:db8:f::1', '2001:db8:f::2'),
      remote: `2001:db8:f::${nth}9`,
      ...(maybe(draw) && { ttl: one(draw, 32, 64) }),
      ...(maybe(draw, 30) && { 'encap-limit': one<string | number>(draw, 'none', 7) }),
    }),
    isBare: true,
  },
  xfrm: {
    section: 'xfrm-interfaces',
    add: ({ name, nth, draw, lower = 'eth1' }) =>
      `ip link add ${name} type xfrm ${maybe(draw) ? `dev ${lower} ` : ''}if_id ${1 + nth}`,
    keys: ({ draw, nth, lower }) => ({
      id: 1 + nth + one(draw, 0, 0, 10),
      ...(lower !== undefined && maybe(draw) && { link: lower }),
    }),
    below: 'possible',
    isBare: true,
  },
  wireguard: {
    section: 'tunnels',
    add: ({ name }) => `ip link add ${name} type wireguard`,
    keys: ({ draw, nth }) => ({
      mode: 'wireguard',
      key: one(draw, WIREGUARD[0][0], WIREGUARD[1][0]),
      ...(maybe(draw) && { port: 51820 + nth }),
      ...(maybe(draw, 30) && { mark: one(draw, 7, 8) }),
      peers: WIREGUARD.filter(() => maybe(draw)).map(([, peer], i) => ({
        keys: { public: peer },
        'allowed-ips': [`10.7${i}.${draw(2)}.0/24`, ...(maybe(draw) ? ['2001:db8:7::/48'] : [])].slice(i),
        ...(maybe(draw) && { endpoint: `10.9.0.9:${one(draw, 51820, 51821)}` }),
        ...(maybe(draw, 30) && { keepalive: one(draw, 25, 30) }),
      })),
    }),
    isBare: true,
  },
  macsec: {
    section: 'macsecs',
    add: ({ name, nth, draw, lower = 'eth1' }) =>
      `ip link add ${name} link ${lower} type macsec port ${1 + nth} encrypt ${one(draw, 'on', 'off')}`,
    keys: ({ draw, nth, lower }) =>
      lower === undefined
        ? undefined
        : {
            link: lower,
            port: 1 + nth,
            encrypt: maybe(draw),
            // The kernel never tells keys: those of a device that went cannot be put back.
            ...(maybe(draw) && { 'replay-protect': true, window: one(draw, 0, 32) }),
          },
    below: 'needed',
    handler: 'macsec',
  },
  macvtap: {
    section: 'macvtaps',
    add: ({ name, lower = 'eth2', draw }) =>
      `ip link add ${name} link ${lower} type macvtap mode ${one(draw, 'bridge', 'private')}`,
    keys: ({ lower, draw }) =>
      lower === undefined ? undefined : { link: lower, mode: one(draw, 'bridge', 'private', 'vepa') },
    below: 'needed',
    handler: 'macvlan',
  },
  hsr: {
    section: 'hsrs',
    add: ({ name, draw }) => `ip link add ${name} type hsr slave1 eth0 slave2 eth1 version ${draw(2)}`,
    keys: ({ draw }) => ({ version: draw(2), ...(maybe(draw, 30) && { supervision: one(draw, 9, 45) }) }),
    isRing: true,
  },
};

/** Ends of an IPv4 tunnel. */
const ends4 = ({ draw, nth }: Drawing): Device => ({
  local: one(draw, '10.9.1.1', '10.9.1.2'),
  remote: `10.9.${nth}.9`,
  ...(maybe(draw) && { ttl: one(draw, 32, 64) }),
});

/** A private key and another's public one. */
const WIREGUARD = [
  ['gB0/J2/V68XU/3sxTGQXne47ADBwcdkdpLM0Z4fqonU=', 'P0ULuflvJcaLAxaPytEAc1urnalM13SXlENp229GlhM='],
  ['IFdETUwlWyPK3qP0e61mG7BtInbIgu7uuFc0AkVYG0Y=', 'XmEMoR9b4QbTNBG7NbvqJQztO4vCdM6x8yDvpiybZUU='],
] as const;

/** Whether the kernel's bridges tell VLANs apart. */
export const filtersVlans = (): boolean => lacking('bridge-vlans') === false;

export const snoops = (): boolean => lacking('bridge-mac-groups') === false;

const vni = (draw: Draw, nth: number): number => nth + one(draw, 0, 0, 10, 1);
const vlanId = (draw: Draw, nth: number): number => 10 + nth + one(draw, 0, 0, 20, 1);

/** The wanted kinds, by default all, that this kernel has. */
export const kindsHere = (wanted: readonly string[] = Object.keys(KINDS)): readonly string[] =>
  wanted.filter((kind) => kind in KINDS && lacking(kind) === false);
