import type { Attributes, Value } from '../../../../model/index.ts';
import type { TunnelTable, TunnelWire } from './rows.ts';
import { bit, bitsOf, choice, encap, external, has, ipTunnel, live, number, shared } from './rows.ts';

/** IP6_TNL_F_* */
const FLAG = {
  ignoreEncapLimit: 0x1,
  useTclass: 0x2,
  useFlowLabel: 0x4,
  copyDscp: 0x10,
  useFwmark: 0x20,
  allowLocalRemote: 0x40,
} as const;

const TCLASS_SHIFT = 20;
const FLOW_LABEL = 0xfffff;

/** The attributes of the outer IPv6 header. */
export const overIpv6 = (): TunnelTable => ({
  'tunnel.ttl': number('ttl'),
  'tunnel.type-of-service': orInherit(
    FLAG.useTclass,
    ({ flowinfo }) => (Number(flowinfo) >>> TCLASS_SHIFT) & 0xff,
  ),
  'tunnel.flow-label': orInherit(FLAG.useFlowLabel, ({ flowinfo }) => Number(flowinfo) & FLOW_LABEL),
  'tunnel.fwmark': orInherit(FLAG.useFwmark, ({ fwmark }) => Number(fwmark)),
  'tunnel.encap-limit': shared((wire) => {
    if (wire['flags'] === undefined) return undefined;
    return has(wire, 'flags', FLAG.ignoreEncapLimit) ? 'none' : Number(wire['encapLimit']);
  }),
  'tunnel.dscp': shared((wire) => {
    if (wire['flags'] === undefined) return undefined;
    return has(wire, 'flags', FLAG.copyDscp) ? 'inherit' : 'keep';
  }),
  'tunnel.allow-localremote': bit('flags', FLAG.allowLocalRemote),
});

function orInherit(flag: number, read: (wire: TunnelWire) => number) {
  return shared((wire): Value | undefined => {
    if (wire['flags'] === undefined) return undefined;
    return has(wire, 'flags', flag) ? 'inherit' : read(wire);
  });
}

export function overIpv6Wire(attributes: Attributes): TunnelWire {
  const said = (key: string): Value | undefined => attributes[`tunnel.${key}`];
  const count = (key: string): number => (typeof said(key) === 'number' ? Number(said(key)) : 0);
  const flowinfo = ((count('type-of-service') << TCLASS_SHIFT) | count('flow-label')) >>> 0;
  return {
    flowinfo,
    fwmark: count('fwmark'),
    encapLimit: count('encap-limit'),
    flags: bitsOf([
      [FLAG.ignoreEncapLimit, said('encap-limit') === 'none'],
      [FLAG.useTclass, said('type-of-service') === 'inherit'],
      [FLAG.useFlowLabel, said('flow-label') === 'inherit'],
      [FLAG.useFwmark, said('fwmark') === 'inherit'],
      [FLAG.copyDscp, said('dscp') === 'inherit'],
      [FLAG.allowLocalRemote, said('allow-localremote') === true],
    ]),
  };
}

/** The values that RFC 2473 recommends; the kernel's defaults would forbid any further encapsulation. */
export const likeRfc2473 = (): Attributes => ({ 'tunnel.ttl': 64, 'tunnel.encap-limit': 4 });

const PAYLOAD = { any: 0, ipv4: 4, ipv6: 41 } as const;

export const ip6tnl = ipTunnel(
  'ip6tnl',
  () => ({
    ...overIpv6(),
    ...encap(),
    'tunnel.payload': choice('proto', PAYLOAD, live),
    'tunnel.external': external,
  }),
  { wire: overIpv6Wire, atCreation: likeRfc2473 },
);
