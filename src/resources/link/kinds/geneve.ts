import type { Attributes, Value } from '../../../model/index.ts';
import { formatAddress, type kinds, type Of, parseAddress } from '../../../netlink/index.ts';
import type { ChangeClass } from '../../room.ts';
import { type LinkAttribute, rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type GeneveData = Of<(typeof kinds)['geneve']>;
const row = rows<GeneveData>();

/** A device with collect_metadata cannot be changed (geneve_changelink). */
const live = (
  _before: Value | undefined,
  _after: Value,
  { 'geneve.external': external }: Attributes,
): ChangeClass => (external === true ? 'create' : 'live');

/** The local address has the family of the remote one (geneve_nl2info). */
function endpoint(
  v4: 'remote' | 'local',
  v6: 'remote6' | 'local6',
  how: LinkAttribute<GeneveData>['how'],
): LinkAttribute<GeneveData> {
  return {
    how,
    read(wire) {
      const address = wire[v4] ?? wire[v6];
      const text = address === undefined ? null : formatAddress(address);
      return text === '0.0.0.0' || text === '::' ? null : text;
    },
    write(value) {
      if (value === null) return {};
      const address = parseAddress(String(value));
      return typeof address === 'number' ? { [v4]: address } : { [v6]: address };
    },
  };
}

/** GENEVE_DF_* */
const DF: readonly Value[] = [false, true, 'inherit'];

/**
 * For most attributes geneve_nl2info refuses even the present value on a live device, so unchanged ones are never sent.
 */
export const geneve = linkKind<GeneveData>(
  'geneve',
  () => ({
    'geneve.id': {
      ...row.number('id', 'create'),
      read: ({ id, collectMetadata }) => (collectMetadata === true ? undefined : id),
    },
    'geneve.local': endpoint('local', 'local6', 'create'),
    'geneve.remote': endpoint('remote', 'remote6', (before, after, all) =>
      isV6(before) === isV6(after) && typeof before === typeof after ? live(before, after, all) : 'create',
    ),
    'geneve.port': row.number('port', 'create'),
    'geneve.port-range': {
      how: 'create',
      read: ({ portRange }) => (portRange === undefined ? undefined : [portRange.low, portRange.high]),
      write: (value) =>
        Array.isArray(value) ? { portRange: { low: Number(value[0]), high: Number(value[1]) } } : {},
    },
    'geneve.ttl': {
      how: live,
      read: ({ ttl, ttlInherit }) => (ttlInherit === 1 ? 'inherit' : ttl),
      write: (value) => (value === 'inherit' ? { ttlInherit: 1 } : { ttl: Number(value) }),
    },
    'geneve.type-of-service': row.number('tos', live),
    'geneve.flow-label': row.number('label', live),
    'geneve.do-not-fragment': {
      how: live,
      read: ({ df }) => (df === undefined ? undefined : DF[df]),
      write: (value) => ({ df: DF.indexOf(value) }),
    },
    // These options apply to one address family only.
    'geneve.udp-checksum': {
      ...row.boolean('udpCsum', 'create'),
      read: ({ remote6, udpCsum }) =>
        remote6 !== undefined || udpCsum === undefined ? undefined : udpCsum !== 0,
    },
    'geneve.zero-udp6-tx': row.boolean('udpZeroCsum6Tx', 'create'),
    'geneve.zero-udp6-rx': {
      ...row.boolean('udpZeroCsum6Rx', 'create'),
      read: ({ remote6, udpZeroCsum6Rx }) =>
        remote6 === undefined || udpZeroCsum6Rx === undefined ? undefined : udpZeroCsum6Rx !== 0,
    },
    'geneve.external': row.flag('collectMetadata', 'create'),
    'geneve.inner-proto-inherit': row.flag('innerProtoInherit', 'create'),
    'geneve.gro-hint': row.flag('groHint', 'create'),
  }),
  {
    // geneve_link_config
    adaptsMtu: true,
    // geneve_open binds a socket to this address.
    waitsForAddress: ({ 'geneve.local': local }) => (typeof local === 'string' ? local : undefined),
  },
);

const isV6 = (value: Value | undefined): boolean => String(value).includes(':');
