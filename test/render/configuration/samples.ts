import type { Address, Link, Route, Rule, Snapshot } from '../../../src/model/index.ts';

/** A link as a dump shows it: all common attributes are there. */
export const link = (name: string, kind: string, attributes: Link['attributes'] = {}): Link => ({
  type: 'link',
  name,
  kind,
  index: name.length,
  attributes: {
    state: 'up',
    mtu: 1500,
    macaddress: '02:00:00:00:00:01',
    alias: null,
    'transmit-queue-length': 1000,
    master: null,
    ...attributes,
  },
});

export const PORT: Link['attributes'] = {
  'bridge-port.path-cost': 2,
  'bridge-port.port-priority': 32,
  'bridge-port.hairpin': false,
  'bridge-port.neigh-suppress': false,
  'bridge-port.port-mac-learning': true,
};

export const BRIDGE: Link['attributes'] = {
  'bridge.stp': false,
  'bridge.priority': 32768,
  'bridge.forward-delay': 15,
  'bridge.hello-time': 2,
  'bridge.max-age': 20,
  'bridge.ageing-time': 300,
};

export const VXLAN: Link['attributes'] = {
  'vxlan.id': 7,
  'vxlan.remote': null,
  'vxlan.local': null,
  link: null,
  'vxlan.ttl': 0,
  'vxlan.type-of-service': 0,
  'vxlan.flow-label': 0,
  'vxlan.mac-learning': true,
  'vxlan.ageing': 300,
  'vxlan.do-not-fragment': false,
  'vxlan.limit': 0,
  'vxlan.port': 8472,
  'vxlan.port-range': [0, 0],
  'vxlan.arp-proxy': false,
  'vxlan.short-circuit': false,
  'vxlan.l2-miss': false,
  'vxlan.l3-miss': false,
  'vxlan.udp-checksum': true,
  'vxlan.zero-udp6-tx': false,
  'vxlan.zero-udp6-rx': false,
  'vxlan.remote-tx': false,
  'vxlan.remote-rx': false,
  'vxlan.group-policy': false,
  'vxlan.generic-protocol': false,
};

export const LO: Link = link('lo', 'loopback', { mtu: 65536 });

export const address = (on: string, text: string, more: Partial<Address> = {}): Address => {
  const [ip = '', prefix] = text.split('/');
  const v4 = !ip.includes(':');
  return {
    type: 'address',
    link: on,
    family: v4 ? 4 : 6,
    address: ip,
    prefix: Number(prefix),
    ...(v4 && { label: on, broadcast: null }),
    scope: 'global',
    lifetime: 'forever',
    ...more,
  };
};

export const route = (to: string, more: Partial<Route> = {}): Route => ({
  type: 'route',
  family: to.includes(':') ? 6 : 4,
  table: 254,
  to,
  tos: 0,
  metric: to.includes(':') ? 1024 : 0,
  kind: 'unicast',
  via: null,
  link: 'eth0',
  from: null,
  scope: to.includes(':') || (more.via ?? null) !== null ? 'global' : 'link',
  onLink: false,
  protocol: 3,
  mtu: null,
  advertisedMss: null,
  congestionWindow: null,
  advertisedReceiveWindow: null,
  ...more,
});

export const rule = (more: Partial<Rule>): Rule => ({
  type: 'rule',
  family: 4,
  priority: 100,
  action: 'lookup',
  table: 100,
  protocol: 3,
  ...more,
});

/** The rules that every namespace starts with. */
export const FIRST_RULES: readonly Rule[] = [
  rule({ priority: 0, table: 255, protocol: 2 }),
  rule({ priority: 32766, table: 254, protocol: 2 }),
  rule({ priority: 32767, table: 253, protocol: 2 }),
  rule({ family: 6, priority: 0, table: 255, protocol: 2 }),
  rule({ family: 6, priority: 32766, table: 254, protocol: 2 }),
];

export const snapshot = (parts: Partial<Snapshot>): Snapshot => ({
  format_version: 1,
  links: [],
  addresses: [],
  routes: [],
  rules: [],
  ...parts,
});
