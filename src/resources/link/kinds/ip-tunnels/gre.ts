import type { Attributes, Value } from '../../../../model/index.ts';
import { overIpv4 } from './ipv4.ts';
import { likeRfc2473, overIpv6, overIpv6Wire } from './ipv6.ts';
import {
  bit,
  bitsOf,
  boolean,
  choice,
  encap,
  encapAtCreation,
  external,
  has,
  ipTunnel,
  isGroup,
  number,
  samePointToPoint,
  shared,
  type TunnelOptions,
  type TunnelRow,
  type TunnelTable,
  type TunnelWire,
} from './rows.ts';

const FLAG = { checksum: 0x8000, key: 0x2000, sequence: 0x1000 } as const;

/** 0 is a valid key: the flag says whether there is one. */
function greKey(flags: 'iflags' | 'oflags', key: 'ikey' | 'okey'): TunnelRow {
  return shared((wire) => {
    if (wire[flags] === undefined) return undefined;
    return has(wire, flags, FLAG.key) ? Number(wire[key]) : null;
  });
}

const keys = (): TunnelTable => ({
  'tunnel.input-key': greKey('iflags', 'ikey'),
  'tunnel.output-key': greKey('oflags', 'okey'),
});

const greRows = (): TunnelTable => ({
  ...keys(),
  'tunnel.input-sequence': bit('iflags', FLAG.sequence),
  'tunnel.output-sequence': bit('oflags', FLAG.sequence),
  'tunnel.input-checksum': bit('iflags', FLAG.checksum),
  'tunnel.output-checksum': bit('oflags', FLAG.checksum),
  'tunnel.external': external,
});

function greWire(attributes: Attributes): TunnelWire {
  const said = (key: string): Value => attributes[`tunnel.${key}`] ?? null;
  const flags = (direction: 'input' | 'output'): number =>
    bitsOf([
      [FLAG.key, said(`${direction}-key`) !== null],
      [FLAG.sequence, said(`${direction}-sequence`) === true],
      [FLAG.checksum, said(`${direction}-checksum`) === true],
    ]);
  return {
    iflags: flags('input'),
    oflags: flags('output'),
    ikey: Number(said('input-key') ?? 0),
    okey: Number(said('output-key') ?? 0),
  };
}

/**
 * ipgre_netlink_parms refuses to set DF while the tunnel ignores it, and applies the end of ignoring only afterwards:
 * so that comes in a message of its own first.
 */
function stopIgnoringDf(before: Attributes, after: Attributes): Attributes | undefined {
  const stops = before['tunnel.ignore-df'] === true && after['tunnel.ignore-df'] !== true;
  return stops && after['tunnel.pmtudisc'] === true ? { ...before, 'tunnel.ignore-df': false } : undefined;
}

const gre4 = (): TunnelTable => ({
  ...overIpv4(),
  ...encap(),
  ...greRows(),
  'tunnel.ignore-df': boolean('ignoreDf'),
});
const OF_GRE4: TunnelOptions = { keyed: true, wire: greWire, steppingStone: stopIgnoringDf };

export const gre = ipTunnel('gre', gre4, {
  ...OF_GRE4,
  remote: samePointToPoint,
  // ipgre_open looks for the device with the source address, to join the group there.
  waitsForAddress: ({ 'tunnel.remote': remote = null, 'tunnel.local': local }) =>
    isGroup(remote) ? String(local ?? '') : undefined,
});
export const gretap = ipTunnel('gretap', gre4, OF_GRE4);

const gre6 = (): TunnelTable => ({ ...overIpv6(), ...encap(), ...greRows() });
const OF_GRE6: TunnelOptions = {
  keyed: true,
  wire: (attributes: Attributes) => ({ ...overIpv6Wire(attributes), ...greWire(attributes) }),
  atCreation: likeRfc2473,
};

export const ip6gre = ipTunnel('ip6gre', gre6, OF_GRE6);
export const ip6gretap = ipTunnel('ip6gretap', gre6, OF_GRE6);

const DIRECTION = { ingress: 0, egress: 1 } as const;

const erspanRows = (): TunnelTable => ({
  ...keys(),
  'tunnel.external': external,
  'tunnel.erspan-index': number('erspanIndex'),
  'tunnel.erspan-direction': choice('erspanDir', DIRECTION),
  'tunnel.erspan-hwid': number('erspanHwid'),
});

/** erspan_validate: versions 1 and 2 have a key and a sequence number in both directions, and nothing else. */
function erspanWire(attributes: Attributes): TunnelWire {
  const flags = attributes['tunnel.external'] === true ? 0 : FLAG.key | FLAG.sequence;
  const own = attributes['tunnel.erspan-version'] === 0 ? {} : { iflags: flags, oflags: flags };
  return { ...greWire(attributes), ...own };
}

// The kernel computes the length of the header only at creation (erspan_tunnel_init).
export const erspan = ipTunnel(
  'erspan',
  () => ({
    ...overIpv4(),
    ...encapAtCreation(),
    ...erspanRows(),
    'tunnel.erspan-version': number('erspanVer', 'create'),
    'tunnel.ignore-df': boolean('ignoreDf'),
  }),
  { keyed: true, wire: erspanWire, steppingStone: stopIgnoringDf },
);

export const ip6erspan = ipTunnel(
  'ip6erspan',
  () => ({ ...overIpv6(), ...encap(), ...erspanRows(), 'tunnel.erspan-version': number('erspanVer') }),
  {
    keyed: true,
    wire: (attributes) => ({ ...overIpv6Wire(attributes), ...erspanWire(attributes) }),
    atCreation: likeRfc2473,
  },
);
