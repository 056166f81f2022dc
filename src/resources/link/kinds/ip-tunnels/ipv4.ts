import type { Attributes } from '../../../../model/index.ts';
import { formatAddress, parseAddress } from '../../../../netlink/index.ts';
import {
  boolean,
  choice,
  encap,
  external,
  ipTunnel,
  number,
  samePointToPoint,
  shared,
  type TunnelRow,
  type TunnelTable,
  type TunnelWire,
} from './rows.ts';

/** The attributes of the outer IPv4 header. */
export const overIpv4 = (): TunnelTable => ({
  'tunnel.ttl': number('ttl'),
  'tunnel.type-of-service': number('tos'),
  'tunnel.pmtudisc': boolean('pmtudisc'),
  'tunnel.fwmark': number('fwmark'),
});

/** IPPROTO_* of the payload; neither ip_tunnel_update nor ipip6_tunnel_update changes it. */
const PAYLOAD = { any: 0, ipv4: 4, ipv6: 41, mpls: 137 } as const;
const payload = choice('proto', PAYLOAD, 'create');

export const ipip = ipTunnel(
  'ipip',
  () => ({ ...overIpv4(), ...encap(), 'tunnel.payload': payload, 'tunnel.external': external }),
  { remote: samePointToPoint },
);

const ISATAP = 0x0100;

/** ipip6_tunnel_update does not change the flags. */
const isatap: TunnelRow = {
  how: 'create',
  read: ({ flags }) => (flags === undefined ? undefined : (Number(flags) & ISATAP) !== 0),
  write: (value, _links, before) => (value === true && before !== true ? { flags: ISATAP } : {}),
};

function network(address: 'sixrdPrefix' | 'sixrdRelayPrefix', length: string): TunnelRow {
  return shared((wire) => {
    const raw = wire[address];
    if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
    const prefix = Number(wire[length]);
    return address === 'sixrdRelayPrefix' && prefix === 0 ? null : `${formatAddress(raw)}/${prefix}`;
  });
}

/** ipip6_netlink_6rd_parms takes either the whole struct ip_tunnel_6rd or nothing of it. */
function sixrdWire(attributes: Attributes): TunnelWire {
  const prefix = attributes['tunnel.6rd-prefix'];
  if (typeof prefix !== 'string') return {};
  const [address = '', length] = prefix.split('/');
  const [relay = '', relayLength] = String(attributes['tunnel.6rd-relay-prefix'] ?? '0.0.0.0/0').split('/');
  return {
    sixrdPrefix: parseAddress(address),
    sixrdPrefixlen: Number(length),
    sixrdRelayPrefix: parseAddress(relay),
    sixrdRelayPrefixlen: Number(relayLength),
  };
}

export const sit = ipTunnel(
  'sit',
  () => ({
    ...overIpv4(),
    ...encap(),
    'tunnel.payload': payload,
    'tunnel.isatap': isatap,
    'tunnel.6rd-prefix': network('sixrdPrefix', 'sixrdPrefixlen'),
    'tunnel.6rd-relay-prefix': network('sixrdRelayPrefix', 'sixrdRelayPrefixlen'),
  }),
  {
    remote: samePointToPoint,
    wire: sixrdWire,
    // ipip6_netlink_parms starts with 64, whereas all other IPv4 tunnels inherit the TTL.
    atCreation: () => ({ 'tunnel.ttl': 0 }),
  },
);
