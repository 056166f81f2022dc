import type { Attributes, Value } from '../../../model/index.ts';
import { areUsualReserved, bits64Text, type Extensions } from '../../../model/language/vxlan-reserved.ts';
import { formatAddress, type kinds, type Of, parseAddress } from '../../../netlink/index.ts';
import { type LinkAttribute, rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type VxlanData = Of<(typeof kinds)['vxlan']>;
const row = rows<VxlanData>();

const LABEL_INHERIT = 1;
/** VXLAN_DF_* */
const DF: readonly Value[] = [false, true, 'inherit'];

/**
 * IFLA_VXLAN_GROUP or _LOCAL, or their IPv6 counterparts. The address family of a live device is fixed, and IPv4 if it
 * has no addresses (vxlan_nl2conf).
 */
function endpoint(v4: 'group' | 'local', v6: 'group6' | 'local6'): LinkAttribute<VxlanData> {
  return {
    how: (_before, after, live) => {
      const ends = [live['vxlan.remote'] ?? null, live['vxlan.local'] ?? null];
      return ends.some(isV6) === isV6(after) ? 'live' : 'create';
    },
    read(wire) {
      const address = wire[v4] ?? wire[v6];
      return address === undefined ? null : formatAddress(address);
    },
    write(value) {
      if (value === null) return { [v4]: 0 };
      const address = parseAddress(String(value));
      return typeof address === 'number' ? { [v4]: address } : { [v6]: address };
    },
  };
}

const extensionsOf =
  ({ remcsumRx, gbp, gpe }: VxlanData): Extensions =>
  (attribute) =>
    ({
      'vxlan.remote-rx': remcsumRx === 1,
      'vxlan.group-policy': gbp === true,
      'vxlan.generic-protocol': gpe === true,
    })[attribute];

const isV6 = (value: Value): boolean => String(value).includes(':');

/** The kernel's default port for VXLAN (vxlan_port in drivers/net/vxlan/vxlan_core.c). */
const USUAL_PORT = 8472;

/** Flags that devices on the same socket have in common (VXLAN_F_RCV_FLAGS). */
const OF_SOCKET = ['zero-udp6-rx', 'remote-rx', 'external', 'group-policy', 'generic-protocol'].map(
  (name) => `vxlan.${name}`,
);

/** vxlan_vni_in_use: one device for each VNI on a socket. */
function claim(attributes: Attributes): string | undefined {
  if (attributes['vxlan.vnifilter'] === true) return undefined;
  const { 'vxlan.id': id = 0, 'vxlan.port': port = USUAL_PORT } = attributes;
  const six = isV6(attributes['vxlan.remote'] ?? null) || isV6(attributes['vxlan.local'] ?? null);
  const flags = OF_SOCKET.filter((name) => attributes[name] === true);
  return `${String(id)} port ${String(port)}${six ? ' IPv6' : ''} ${flags.join(' ')}`;
}

/**
 * vxlan_nl2conf accepts most flags only at creation, and later refuses even their present values, so unchanged ones are
 * never sent.
 */
export const vxlan = linkKind<VxlanData>(
  'vxlan',
  () => ({
    'vxlan.id': row.number('id', 'create'),
    'vxlan.remote': endpoint('group', 'group6'),
    'vxlan.local': endpoint('local', 'local6'),
    link: {
      // Without a device vxlan_config_apply silently keeps the previous one.
      how: (_before, after) => (after === null ? 'create' : 'live'),
      read: (wire, links) => (wire.link === undefined ? null : (links.nameOf(wire.link) ?? null)),
      write: (value, links) => ({ link: value === null ? 0 : links.indexOf(String(value)) }),
    },
    'vxlan.ttl': {
      how: (before, after) => (before === 'inherit' || after === 'inherit' ? 'create' : 'live'),
      read: ({ ttl, ttlInherit }) => (ttlInherit === true ? 'inherit' : ttl),
      write: (value) => (value === 'inherit' ? { ttlInherit: true } : { ttl: Number(value) }),
    },
    'vxlan.type-of-service': row.number('tos', 'live'),
    'vxlan.flow-label': {
      how: 'live',
      read: ({ label, labelPolicy }) => (labelPolicy === LABEL_INHERIT ? 'inherit' : label),
      write: (value, _links, before) => {
        if (value === 'inherit') return { labelPolicy: LABEL_INHERIT };
        // Older kernels have no policy, so it is sent only to undo one.
        return { label: Number(value), ...(before === 'inherit' && { labelPolicy: 0 }) };
      },
    },
    'vxlan.mac-learning': row.boolean('learning', 'live'),
    'vxlan.ageing': row.number('ageing', 'live'),
    'vxlan.do-not-fragment': {
      how: 'live',
      read: ({ df }) => (df === undefined ? undefined : DF[df]),
      write: (value) => ({ df: DF.indexOf(value) }),
    },
    'vxlan.localbypass': row.boolean('localbypass', 'live'),
    'vxlan.limit': row.number('limit', 'create'),
    'vxlan.port': row.number('port', 'create'),
    'vxlan.port-range': {
      how: 'create',
      read: ({ portRange }) => (portRange === undefined ? undefined : [portRange.low, portRange.high]),
      write: (value) =>
        Array.isArray(value) ? { portRange: { low: Number(value[0]), high: Number(value[1]) } } : {},
    },
    'vxlan.arp-proxy': row.boolean('proxy', 'create'),
    'vxlan.short-circuit': row.boolean('rsc', 'create'),
    'vxlan.l2-miss': row.boolean('l2miss', 'create'),
    'vxlan.l3-miss': row.boolean('l3miss', 'create'),
    'vxlan.udp-checksum': row.boolean('udpCsum', 'create'),
    'vxlan.zero-udp6-tx': row.boolean('udpZeroCsum6Tx', 'create'),
    'vxlan.zero-udp6-rx': row.boolean('udpZeroCsum6Rx', 'create'),
    'vxlan.remote-tx': row.boolean('remcsumTx', 'create'),
    'vxlan.remote-rx': row.boolean('remcsumRx', 'create'),
    'vxlan.external': row.boolean('collectMetadata', 'create'),
    // Reported only when it is on.
    'vxlan.vnifilter': {
      ...row.boolean('vnifilter', 'create'),
      read: ({ vnifilter }) => vnifilter === 1,
    },
    'vxlan.reserved-bits': {
      how: 'create',
      read(wire) {
        if (wire.reservedBits === undefined) return undefined;
        const { flags, vni } = wire.reservedBits;
        const bits = (BigInt(flags) << 32n) | BigInt(vni);
        return areUsualReserved(bits, extensionsOf(wire)) ? null : bits64Text(bits);
      },
      write(value) {
        if (value === null) return {};
        const bits = BigInt(String(value));
        return { reservedBits: { flags: Number(bits >> 32n), vni: Number(bits & 0xffff_ffffn) } };
      },
    },
    'vxlan.group-policy': row.flag('gbp', 'create'),
    'vxlan.generic-protocol': row.flag('gpe', 'create'),
  }),
  { linkInData: true, claim },
);
